#!/bin/sh
# Compiles the desk's scripts into ../static. Needed only by who changes them: the compiled files are committed, with the
# sums of the sources they were made from (a test compares).
set -eu
cd "$(dirname "$0")"
[ -d node_modules ] || npm install --no-package-lock --ignore-scripts
npx tsc -p .
sha256sum ./*.ts > ../static/scripts.sha256
