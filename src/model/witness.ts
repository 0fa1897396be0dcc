// A payload that shows a change breaking: one side takes it, the other refuses it.

import type { Json } from './json.ts';

export type Witness =
  | { readonly status: 'proven'; readonly payload: Json; readonly oldAccepts: boolean; readonly newAccepts: boolean }
  | { readonly status: 'unproven'; readonly why: string };
