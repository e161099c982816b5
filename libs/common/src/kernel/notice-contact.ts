/** Whom to ask (S22 Art. 31): name, unit and how to reach them. */
export interface NoticeContact {
  readonly name?: string;
  readonly unit: string;
  readonly phone: string;
  readonly email: string;
}
