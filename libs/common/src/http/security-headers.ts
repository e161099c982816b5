const NOTHING =
  'accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), ' +
  'gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), ' +
  'screen-wake-lock=(), usb=(), web-share=(), xr-spatial-tracking=()';

/**
 * The API is never a page, but for papers (`….html`), which have a style of their own and nothing else. Only the
 * documentation at /docs, which exists in development only, loads its own scripts and styles.
 */
export function securityHeaders(url: string, hstsSeconds: number): Record<string, string> {
  const page = url === '/docs' || url.startsWith('/docs/');
  const isPaper = /^[^?]*\.html(\?|$)/.test(url);
  const policy = page
    ? "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    : `default-src 'none'${isPaper ? "; style-src 'unsafe-inline'" : ''}`;
  return {
    'content-security-policy': `${policy}; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': NOTHING,
    ...(hstsSeconds > 0 && { 'strict-transport-security': `max-age=${hstsSeconds}` }),
    ...(!page && { 'cache-control': 'no-store' }),
  };
}
