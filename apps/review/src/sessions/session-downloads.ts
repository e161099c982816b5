import { Injectable, StreamableFile } from '@nestjs/common';
import { disposition } from '#common/http/file-names.js';
import { KeptPapers } from '#common/papers/kept-papers.js';
import { signedExport } from '#common/signatures/signed-export.js';
import type { SessionPaper } from './domain/session.state.js';

const ZIP = 'application/zip';

/** Gives out papers of a session as files. */
@Injectable()
export class SessionDownloads {
  constructor(private readonly papers: KeptPapers) {}

  /** @param name of the file, without its extension */
  async pdf(paper: SessionPaper, name: string): Promise<StreamableFile> {
    const { stream, contentType: type, bytes: length } = await this.papers.open(paper.fileId, paper);
    return new StreamableFile(stream, { type, length, disposition: disposition({}, name, type) });
  }

  /** The paper, and the signature over it with its certificates where there is one: `minutes.pdf`, `chair.p7s`. */
  async zip(
    paper: SessionPaper,
    { name, by }: { readonly name: string; readonly by: string },
  ): Promise<StreamableFile> {
    const { cms, madeAt } = paper;
    const signatures = cms === undefined || cms === null ? [] : [{ name: by, p7s: cms.p7s }];
    const pdf = { name, bytes: await this.papers.whole(paper), madeAt: new Date(madeAt) };
    const bytes = await signedExport(pdf, signatures);
    return new StreamableFile(bytes, {
      type: ZIP,
      length: bytes.length,
      disposition: disposition({}, `${name}.zip`, ZIP),
    });
  }
}
