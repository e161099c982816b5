import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import type { VaultDocumentState } from './domain/vault-document.state.js';

/** A document of the supplier's vault (보관 문서), for the supplier itself. */
export const VaultDocumentView = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    self: Type.String(),
    /** Its versions, oldest first; `n` is what an application refers to. */
    versions: Type.Array(
      Type.Object({
        n: Type.Integer(),
        name: Type.Optional(Type.String()),
        sha256: Type.String(),
        contentType: Type.String(),
        bytes: Type.Integer(),
        storedAt: Type.String({ format: 'date-time' }),
      }),
    ),
    erasedAt: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { $id: 'Document' },
);
export type VaultDocumentView = Static<typeof VaultDocumentView>;

export const vaultDocumentView = ({ id, version, state }: Snapshot<VaultDocumentState>): VaultDocumentView => ({
  id,
  version,
  self: `/v1/documents/${id}`,
  versions: state.versions.map(({ fileId: _file, name, ...file }) => ({ ...file, ...(name && { name }) })),
  ...(state.erasedAt !== undefined && { erasedAt: state.erasedAt }),
});
