#!/usr/bin/env bash
# flowctl with every Node that users have (npm run test:matrix): the golden cases and the real shell, run by the Node that
# is first on the PATH. The tests themselves stay with the Node they were started with.
#
#   test/matrix.sh [MAJOR …]     20 22 24 26 unless told otherwise
#
# Each Node comes from its own npm package, without a script of its own, and stays in .cache/.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
own=$(command -v node)
platform=$(node -p 'process.platform + "-" + process.arch')
majors=("$@")
[ $# -gt 0 ] || majors=(20 22 24 26)
suites=(test/fixtures.test.ts test/readme.test.ts test/shell)

summary=()
failed=0
for major in "${majors[@]}"; do
  home=.cache/node-$major
  node=$home/node_modules/node-$platform/bin/node
  [ -x "$node" ] || npm i --silent --no-fund --no-audit --no-save --ignore-scripts --prefix "$home" "node-$platform@$major"
  version=$("$node" --version)
  echo "=== Node $version"
  # The package tests are of npm, not of Node.
  if PATH="$here/$(dirname "$node"):$PATH" "$own" node_modules/vitest/vitest.mjs run --reporter dot "${suites[@]}" \
    --exclude test/shell/package.test.ts; then
    summary+=("Node $version: passed")
  else
    summary+=("Node $version: FAILED")
    failed=1
  fi
done
printf '%s\n' '' "${summary[@]}"
exit "$failed"
