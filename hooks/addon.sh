#!/bin/sh
# Compiles a native addon: sh hooks/addon.sh packages/NAME makes packages/NAME/build/NAME.node from native/*.c.
# Node's headers come from the npm package node-api-headers, uv.h from libuv1-dev; nothing is downloaded here.
# A second run finds nothing to do.
set -eu
cd "$(dirname "$0")/.."
headers=$PWD/node_modules/node-api-headers/include
recipe=$PWD/hooks/addon.sh
name=$(basename "$1")
cd "$1"

result=build/$name.node
[ -e "$result" ] && [ -z "$(find native "$recipe" -newer "$result" -print)" ] && exit 0

echo "Compiling $name"
mkdir -p build
# Under a temporary name first: a broken build must not look up to date, nor a running program lose its file.
# shellcheck disable=SC2086
${CC:-cc} -std=c11 -O2 -Wall -Wextra -fPIC -shared -fvisibility=hidden -fstack-protector-strong \
  -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 -isystem "$headers" ${CFLAGS:-} \
  -Wl,-z,relro -Wl,-z,now -s -o "$result.new" native/*.c
mv "$result.new" "$result"
