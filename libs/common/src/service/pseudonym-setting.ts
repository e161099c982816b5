import { usePseudonymKey } from '../events/pseudonyms.js';
import { SettingWrong } from '../kernel/setting.js';
import { aggregatesOf, type ServiceMap } from './service-map.js';

export const PSEUDONYM_KEY_FILE = 'PSEUDONYM_KEY_FILE';

/** @throws SettingWrong without a key, where sealed fields leave or reach the service and AUTH is not dev */
export function usePseudonyms(map: ServiceMap, key: Buffer | undefined, isDevelopment: boolean): void {
  if (key !== undefined) return usePseudonymKey(key);
  const published = aggregatesOf(map).flatMap(([type]) => type.publishes);
  const followed = map.consumers.map(([event]) => event);
  const seals = [...published, ...followed].some(({ sealed }) => sealed.length > 0);
  if (isDevelopment || !seals) return;
  const wanted = 'a file with the key that review and intake share; `openssl rand -base64 32` makes one.';
  throw new SettingWrong(PSEUDONYM_KEY_FILE, undefined, wanted);
}
