const MONGO_URL = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;

/**
 * The same server, another database. The database in a URL also says where the user is defined unless `authSource`
 * does, so a URL with credentials keeps the place it had.
 */
export function databaseUrl(url: string, database: string): string {
  const parts = MONGO_URL.exec(url);
  if (parts === null) throw new Error('MONGO_URL must look like mongodb://host:27017/?directConnection=true');
  const [, server = '', given = '', query = ''] = parts;
  const options = new URLSearchParams(query);
  if (server.includes('@') && !options.has('authSource')) options.set('authSource', given || 'admin');
  const tail = options.toString();
  return `${server}/${database}${tail === '' ? '' : `?${tail}`}`;
}
