import { databaseUrl } from './mongo-url.js';

describe('The same server, another database', () => {
  it.each([
    ['mongodb://127.0.0.1:27017', 'mongodb://127.0.0.1:27017/intake'],
    ['mongodb://127.0.0.1:27017/', 'mongodb://127.0.0.1:27017/intake'],
    ['mongodb://h:1/?directConnection=true', 'mongodb://h:1/intake?directConnection=true'],
    ['mongodb://h:1/other?directConnection=true', 'mongodb://h:1/intake?directConnection=true'],
    ['mongodb://a:1,b:2/?replicaSet=rs0', 'mongodb://a:1,b:2/intake?replicaSet=rs0'],
    ['mongodb+srv://cluster.example/x', 'mongodb+srv://cluster.example/intake'],
    ['mongodb://u:p@h:1/users', 'mongodb://u:p@h:1/intake?authSource=users'],
    ['mongodb://u:p@h:1/', 'mongodb://u:p@h:1/intake?authSource=admin'],
    ['mongodb://u:p@h:1/x?authSource=y', 'mongodb://u:p@h:1/intake?authSource=y'],
  ])('%s', (given, expected) => {
    expect(databaseUrl(given, 'intake')).toBe(expected);
  });

  it('says how a URL must look when it is none', () => {
    expect(() => databaseUrl('127.0.0.1:27017', 'intake')).toThrow('mongodb://');
  });
});
