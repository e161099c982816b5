#!/usr/bin/env bash
# es-hangul 2.4.0: `josa` reads Latin letters and no digits. After VPN (브이피엔) it writes 이, which is right. After 3 (삼),
# 6 (육), 10 (십) and 100 (백) it writes the particle of a syllable without a final consonant: 3를, 6가, 10는, 100로.
# tossi 0.3.1 (Python) reads the digits: 3을, 6이 or 6을, 10은, 100으로. It does not read the letters: VPN이(가).
# A notice or a contract names dates, articles and amounts all the time, and a service by Latin letters: neither library
# alone writes both rightly.
# Exit 0 while that holds, 1 when the behaviour has changed.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --ignore-scripts es-hangul@2.4.0 >/dev/null
python3 -m pip install --quiet --disable-pip-version-check --target=python tossi==0.3.1 2>/dev/null
node -e '
  const { josa } = require("es-hangul");
  const pairs = [["3", "을/를"], ["6", "이/가"], ["10", "은/는"], ["100", "으로/로"], ["VPN", "이/가"]];
  console.log("es-hangul", pairs.map(([word, particle]) => josa(word, particle)).join(" "));
' | tee seen
PYTHONPATH=python python3 -c '
import tossi
pairs = [("3", "을"), ("6", "이"), ("10", "은"), ("100", "로"), ("VPN", "이")]
print("tossi", " ".join(tossi.postfix(word, particle) for word, particle in pairs))
' | tee -a seen
diff seen - <<'SEEN' || { echo 'changed: see the lines above' >&2; exit 1; }
es-hangul 3를 6가 10는 100로 VPN이
tossi 3을 6이 10은 100으로 VPN이(가)
SEEN
