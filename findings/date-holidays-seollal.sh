#!/usr/bin/env bash
# date-holidays 3.37.0: the three days of Seollal (설날 연휴) for Korea start on the new year's day itself.
# By law (관공서의 공휴일에 관한 규정 제2조) they are the eve, the day and the day after: 28–30 January 2025.
# The library gives 29–31 January 2025 and 17–19 February 2026: one day late, so a business-day count is wrong twice.
# Exit 0 while that holds, 1 when the behaviour has changed.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --ignore-scripts date-holidays@3.37.0 >/dev/null
TZ=Asia/Seoul node -e '
  const Holidays = require("date-holidays");
  const korea = new Holidays("KR");
  const day = (instant) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Seoul" }).format(instant);
  const seen = [2025, 2026].map((year) => {
    const { start, end } = korea.getHolidays(year).find(({ name }) => name === "설날");
    return `${day(start)} to ${day(new Date(end - 1))}`;
  });
  console.log(`date-holidays ${require("date-holidays/package.json").version}: 설날 연휴 ${seen.join(", ")}`);
  const late = ["2025-01-29 to 2025-01-31", "2026-02-17 to 2026-02-19"];
  if (JSON.stringify(seen) !== JSON.stringify(late)) {
    console.error("changed: this was", late.join(", "));
    process.exit(1);
  }
'
