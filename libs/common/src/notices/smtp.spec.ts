import { SettingWrong } from '../kernel/setting.js';
import { smtpSettingsOf } from './smtp.js';

const FROM = { SMTP_FROM: 'notice@example.kr' };

describe('The mail server', () => {
  it('is none unless it is set: notices then leave by the log', () => {
    expect(smtpSettingsOf({})).toBeUndefined();
    expect(smtpSettingsOf({ SMTP_URL: '' })).toBeUndefined();
  });

  it.each([
    ['smtp://mail.example.kr', { host: 'mail.example.kr', port: 587, tls: false }],
    ['smtps://mail.example.kr', { host: 'mail.example.kr', port: 465, tls: true }],
    ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, tls: false }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, tls: false }],
    ['smtps://us%40er:p%3Aw@mail.example.kr:4650', { port: 4650, login: { user: 'us@er', pass: 'p:w' } }],
  ])('%s is understood', (SMTP_URL, expected) => {
    expect(smtpSettingsOf({ SMTP_URL, ...FROM })).toMatchObject({ ...expected, from: FROM.SMTP_FROM });
  });

  it.each(['mail.example.kr:587', 'http://mail.example.kr', 'smtp://', 'smtp:user:secret'])(
    '%s stops the start, and is not repeated: it may hold a password',
    (SMTP_URL) => {
      const read = () => smtpSettingsOf({ SMTP_URL, ...FROM });
      expect(read).toThrow(SettingWrong);
      expect(read).toThrow(/^SMTP_URL=\(not shown\): smtp:/);
    },
  );

  it.each([undefined, '', 'nobody', 'a@b\r\nBcc: c@d.kr', '<a@b.kr>'])(
    'needs a sender, and %j is none',
    (SMTP_FROM) => {
      expect(() => smtpSettingsOf({ SMTP_URL: 'smtp://mail.example.kr', SMTP_FROM })).toThrow(/^SMTP_FROM=/);
    },
  );
});
