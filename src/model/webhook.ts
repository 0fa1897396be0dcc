// What a webhook may look like to its receiver.

/** For whom the body is: CloudEvents 1.0 for machines, messages for chats. */
export const WEBHOOK_FORMATS = ['cloudevents', 'slack', 'teams'] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

/** What an event carries: what one reads at a glance, or the whole report as `driftgate schema report` describes it. */
export const WEBHOOK_CONTENTS = ['summary', 'report'] as const;
export type WebhookContent = (typeof WEBHOOK_CONTENTS)[number];
