#!/usr/bin/env bash
# What the action runs. Its inputs come as variables, so that nothing of them is taken for a part of this script.
set -euo pipefail
reports=${ADJOURN_REPORTS:-adjourn-reports}
# Without a version nothing is fetched: the package is that of the project.
if [ -n "${ADJOURN_VERSION:-}" ]; then npx=(npx --yes "adjourn@$ADJOURN_VERSION"); else npx=(npx --no adjourn); fi
read -ra options <<<"${ADJOURN_OPTIONS:-}"
arguments=(
  test "${ADJOURN_SIDE:-server}"
  --reporter default
  --reporter github
  --reporter "junit=$reports/adjourn.xml"
  --reporter "html=$reports/adjourn.html"
  --reporter "json=$reports/adjourn.json"
)
if [ -n "${ADJOURN_KNOWN_FAILING:-}" ]; then arguments+=(--known-failing "$ADJOURN_KNOWN_FAILING"); fi
if [ -n "${ADJOURN_URL:-}" ]; then arguments+=(--url "$ADJOURN_URL"); fi
arguments+=("${options[@]}")
if [ -n "${ADJOURN_COMMAND:-}" ]; then arguments+=(-- sh -c "exec $ADJOURN_COMMAND"); fi
exec "${npx[@]}" "${arguments[@]}"
