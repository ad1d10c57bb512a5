#!/bin/sh
# Compiles the addon when it is missing or older than its source.
exec sh "$(dirname "$0")/../../hooks/addon.sh" packages/udp-batch
