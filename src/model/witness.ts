// A payload that shows a change breaking: one side takes it, the other refuses it.

import type { Json } from './json.ts';
import type { Impact } from './place.ts';

/**
 * Proof of a change, or why there is none. The payload of a schema's change is the JSON value of the slot (`at`): a body,
 * a parameter, a header. Changes of messages show the message: `{ method, url, headers?, query?, body?, credentials? }` for a request,
 * `{ status, headers?, body? }` for a response.
 */
export type Witness =
  | {
      readonly status: 'proven';
      readonly payload: Json;
      readonly oldAccepts: boolean;
      readonly newAccepts: boolean;
      /** The impact at which it was shown. */
      readonly at?: Impact;
    }
  | { readonly status: 'unproven'; readonly why: string };
