#!/usr/bin/env bash
# The native viewer in a real window, under Xvfb: starts, draws, rests, closes, and survives a bad file.
# usage: viewer_test.sh ISOTHERM PICTURE_CHECK
set -euo pipefail
isotherm=$1
picture_check=$2
command -v xvfb-run >/dev/null || { echo 'SKIPPED: xvfb-run is not installed'; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# 2,000 clicks in 20 sessions, denser towards the page's top
awk 'BEGIN {
  print "session,url,start_unix_ms,duration_ms,viewport_w,viewport_h,doc_w,doc_h" > "sessions.csv"
  print "session,time_ms,kind,x,y" > "events.csv"
  for (s = 0; s < 20; s++) {
    printf "s%d,https://shop.example/cart,%.0f,60000,1440,900,1440,4000\n", s, 1750000000000 + s * 3600000 > "sessions.csv"
    for (i = 0; i < 100; i++) printf "s%d,%d,click,%d,%d\n", s, i * 500, (s * 7919 + i * 104729) % 1440, (((s * 31 + i * 37) % 60) ^ 2) > "events.csv"
  }
}'
"$isotherm" import csv events.csv --sessions sessions.csv -o clicks.ist

run_viewer() { xvfb-run -a -s '-screen 0 1440x900x24' "$@"; }

echo '--- draws and closes'
run_viewer "$isotherm" view clicks.ist --exit-after 0.5 --save-window window.png
"$picture_check" window.png 200

echo '--- a file that is no recording is shown, not fatal'
head -c 5000 /dev/zero > bad.ist
run_viewer "$isotherm" view clicks.ist bad.ist --exit-after 0.5 --save-window bad.png
"$picture_check" bad.png 200
cmp -s window.png bad.png && { echo 'the error is not on screen'; exit 1; }

echo '--- without anything to open'
run_viewer "$isotherm" view --exit-after 0.2 --save-window empty.png
"$picture_check" empty.png 5

echo '--- at rest it uses no processor time'
run_viewer "$isotherm" view clicks.ist --exit-after 8 &
runner=$!
viewer=
for _ in $(seq 100); do
  # the process that runs this very file, below this shell
  for candidate in $(pgrep -f -- "view clicks.ist --exit-after 8" || true); do
    [ "$(readlink "/proc/$candidate/exe" 2>/dev/null || true)" = "$(readlink -f "$isotherm")" ] && viewer=$candidate
  done
  [ -n "$viewer" ] && break
  sleep 0.1
done
[ -n "$viewer" ] || { echo 'the viewer did not start'; exit 1; }
sleep 4
ticks() { awk '{print $14 + $15}' "/proc/$viewer/stat"; }
before=$(ticks)
sleep 2
used=$(($(ticks) - before))
echo "used $used of $((2 * $(getconf CLK_TCK))) ticks"
wait "$runner"
# 20 % of one core: a viewer that draws all the time takes all of it here
[ "$used" -le $((2 * $(getconf CLK_TCK) / 5)) ] || { echo 'the idle viewer is busy'; exit 1; }
echo 'viewer_window: 1 passed, 0 failed'
