#!/usr/bin/env bash
# python-stdnum 2.2 and stdnum 1.12.0 (npm): two answers on one Korean business number (사업자등록번호).
# The last of its ten digits is a check digit. The Python library says so in its description and does not compute it: every
# last digit passes. The one for JavaScript computes it, so of ten neighbours one passes.
# A list of suppliers that was cleaned with the first is refused line by line by a system that uses the second.
# The number is the example of the Python library's own documentation, with its ten possible last digits.
# Exit 0 while that holds, 1 when the behaviour has changed.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --ignore-scripts stdnum@1.12.0 >/dev/null
python3 -m pip install --quiet --disable-pip-version-check --target=python python-stdnum==2.2 2>/dev/null
PYTHONPATH=python python3 -c '
from stdnum.kr import brn
print("python-stdnum", " ".join(str(last) for last in range(10) if brn.is_valid(f"116-82-0027{last}")))
' | tee seen
node -e '
  const { stdnum } = require("stdnum");
  const valid = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((last) => stdnum.KR.brn.validate(`116-82-0027${last}`).isValid);
  console.log("stdnum", valid.join(" "));
' | tee -a seen
diff seen - <<'SEEN' || { echo 'changed: see the lines above' >&2; exit 1; }
python-stdnum 0 1 2 3 4 5 6 7 8 9
stdnum 6
SEEN
