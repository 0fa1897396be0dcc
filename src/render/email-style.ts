// How an e-mail looks. Styles stand in each element, since mailboxes drop sheets; the sheet is for dark screens only.

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = 'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace';

/** The style of each kind of element, for a light screen. */
export const STYLES = {
  page: `margin:0;padding:0;background-color:#f4f5f7;color:#1c2025;${FONT};font-size:16px;line-height:1.5;-webkit-text-size-adjust:100%`,
  hidden: 'display:none;max-height:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;mso-hide:all',
  column: 'max-width:568px;margin:0 auto;padding:20px 16px 32px;overflow-wrap:anywhere',
  brand: 'margin:0 0 4px;font-size:14px;font-weight:600;letter-spacing:.02em;color:#565d66',
  title: 'margin:0;font-size:22px;line-height:1.3;font-weight:700',
  api: 'margin:28px 0 0;font-size:18px;line-height:1.3;font-weight:700',
  quiet: 'margin:4px 0 0;font-size:14px;color:#565d66',
  small: 'margin:8px 0 0;font-size:12px;line-height:1.4;color:#565d66',
  line: 'margin:6px 0 0;font-size:14px',
  card: 'margin:12px 0 0;padding:12px 14px 12px;background-color:#ffffff;border-radius:6px;border-left:4px solid #8a929c',
  tag: 'margin:0;font-size:13px;font-weight:700',
  message: 'margin:2px 0 0;font-size:16px;font-weight:600;line-height:1.4',
  code: `${MONO};font-size:.9em;font-weight:inherit;background-color:#edeff2;border-radius:3px;padding:1px 4px`,
  foot: 'margin:32px 0 0;font-size:12px;color:#565d66',
  unknown: 'border-left-color:#8a6d00',
  breaking: 'border-left-color:#c22a20',
  risky: 'border-left-color:#a86400',
  deprecated: 'border-left-color:#7a3fb8',
  info: 'border-left-color:#2f66c4',
  breakingText: 'color:#b0211a',
  riskyText: 'color:#8a5100',
  deprecatedText: 'color:#6c32a8',
  infoText: 'color:#2457b0',
} as const;

/** What a dark screen changes. */
export const EMAIL_STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background-color:#14171a!important;color:#e6e8eb!important}
.card{background-color:#1f2428!important}
.code{background-color:#2d343a!important}
.quiet{color:#a3abb5!important}
.breaking-text{color:#ff8a80!important}
.risky-text{color:#ffb74d!important}
.deprecated-text{color:#cda5ff!important}
.info-text{color:#8ab4f8!important}
}
`;
