const MONGO_URL = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;

/**
 * The same server, another database. Without `authSource`, the database in a URL also says where the user is defined,
 * so a URL with credentials keeps its old database as `authSource`.
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
