#!/usr/bin/env bash
# merge, slice, cat, append, verify and repair as users run them, with killed programs and full disks.
# usage: tools_test.sh ISOTHERM SHARED_DATA_DIR
set -uo pipefail
isotherm=$(realpath "$1")
shared=$(realpath -m "$2")
[ -x "$isotherm" ] || { echo "not built: $1"; exit 1; }
. "$(dirname "$(realpath "$0")")/checks.sh"
same() { if cmp -s "$1" "$2"; then ok; else bad "$1 and $2 differ"; fi; }
events_of() { "$isotherm" info --json "$1" 2>/dev/null | sed -n 's/^  "events": \([0-9]*\).*/\1/p'; }
# everything that a recording holds but its pictures, in an order of its own
text_of() { "$isotherm" cat "$1" 2>/dev/null; }

echo '--- help and usage'
for command in merge slice cat append verify repair; do
  runs 0 $command --help
  says stdout "isotherm $command"
  says stdout 'Example'
  runs 2 $command
done
runs 2 slice a.ist
runs 1 merge missing.ist -o x.ist
says stderr 'missing.ist: No such file'

echo '--- a recording with everything'
cat >all.ndjson <<'EOF'
{"kind":"recording","form":1}
{"kind":"page","page":7,"url":"https://a.example/?q=\"x\",y","title":"  Ünïcode 😀\n"}
{"kind":"page","page":8,"url":"https://a.example/?q=\"x\",y","title":""}
{"kind":"page","page":9,"url":"\udcff\udc80 not UTF-8","title":"seen by nobody"}
{"kind":"session","session":1,"id":"s, 1","tags":{"Plan":"pro","Plan":"free","":" ","list":"[1,\"2\"]"}}
{"kind":"session","session":2,"id":"s, 1","tags":{}}
{"kind":"session","session":3,"id":"","tags":{"left":"early"}}
{"kind":"page_view","page_view":1,"session":1,"page":7,"start_unix_ms":1700000000000,"duration_ms":5000,"viewport_w":1280,"viewport_h":720,"doc_w":1280,"doc_h":3000,"dpr":1.125}
{"kind":"page_view","page_view":2,"session":2,"page":8,"start_unix_ms":-5,"duration_ms":0,"viewport_w":390,"viewport_h":0,"doc_w":0,"doc_h":0,"dpr":0}
{"kind":"page_view","page_view":3,"session":1,"page":8,"start_unix_ms":1600000000000,"duration_ms":604800000,"viewport_w":800,"viewport_h":600,"doc_w":0,"doc_h":0,"dpr":1000}
{"kind":"move","page_view":1,"t_ms":0,"x":10.0625,"y":-20.9375}
{"kind":"click","page_view":1,"t_ms":100,"x":2097152,"y":-2097152,"target":4294967295,"fixed":true}
{"kind":"touch_start","page_view":2,"t_ms":3,"x":1,"y":2,"pointer":"touch"}
{"kind":"touch_start","page_view":2,"t_ms":3,"x":1.5,"y":2}
{"kind":"resize","page_view":3,"t_ms":604800000,"x":-1,"y":600,"approximate":true}
EOF
runs 0 import ndjson all.ndjson -o all.ist
says stderr '3 sessions, 3 page views, 5 events'
text_of all.ist >all.text
is 'lines' "$(wc -l <all.text)" "$(wc -l <all.ndjson)"
says all.text '\udcff\udc80 not UTF-8'
says all.text '"tags":{"Plan":"pro","Plan":"free","":" ","list":"[1,\"2\"]"}'
runs 0 import ndjson all.text -o again.ist
same all.ist again.ist
runs 0 cat all.ist --format csv --sessions sessions.csv -o events.csv
runs 0 import csv events.csv --sessions sessions.csv -o csv.ist
text_of csv.ist | cmp -s - all.text && ok || bad 'CSV tables come back as they were'
if command -v python3 >/dev/null; then python3 -c 'import json, sys; [json.loads(line) for line in sys.stdin]' <all.text && ok || bad 'cat is JSON lines'; fi
printf '{"kind":"page","page":1}\nhello\n{"kind":"wiggle"}\n{"kind":"click","page_view":5,"t_ms":1,"x":1,"y":1}\n' >bad.ndjson
cat all.ndjson bad.ndjson >some.ndjson
runs 0 import ndjson some.ndjson -o some.ist
says stderr 'url is missing (line or event 16)'
says stderr 'not a JSON object (line or event 17)'
says stderr 'unknown kind "wiggle"'
runs 1 import ndjson --strict some.ndjson -o some.ist
runs 1 import ndjson bad.ndjson -o some.ist

echo '--- the demo: text and back, merge'
runs 0 demo -o demo.ist
text_of demo.ist >demo.text
runs 0 import ndjson demo.text -o back.ist
text_of back.ist | cmp -s - demo.text && ok || bad 'the demo comes back from JSON lines'
runs 0 cat demo.ist --format csv --sessions sessions.csv -o events.csv
runs 0 import csv events.csv --sessions sessions.csv -o back.ist
text_of back.ist | cmp -s - demo.text && ok || bad 'the demo comes back from CSV'
runs 0 merge demo.ist -o merged.ist
text_of merged.ist | cmp -s - demo.text && ok || bad 'a merge of one recording holds the same'
runs 0 info --json merged.ist
is 'screenshots kept' "$(grep -c '"css_height"' stdout)" 3
cat demo.ist all.ist demo.ist >glued.ist
runs 0 verify glued.ist
says stdout 'whole; 4,803 sessions'
runs 0 merge glued.ist -o merged.ist
says stderr 'were joined'
is 'merged events' "$(events_of merged.ist)" $((2 * 374248 + 5))
runs 0 info --json merged.ist
is 'screenshots kept once' "$(grep -c '"css_height"' stdout)" 3
is 'sessions kept' "$(json sessions)" 4803
runs 0 merge demo.ist all.ist demo.ist -o merged2.ist
says stderr 'are in more than one input'
runs 0 verify merged2.ist
text_of merged.ist >1.text; text_of merged2.ist >2.text
same 1.text 2.text
runs 2 merge demo.ist -o demo.ist
"$isotherm" cat demo.ist 2>stderr | head -n 1 >stdout
says stdout '"recording"'
is 'messages of a closed pipe' "$(cat stderr)" ''
if [ -c /dev/full ]; then
  runs 1 cat demo.ist -o /dev/full
  says stderr 'No space left'
  runs 1 merge demo.ist -o /dev/full
fi

echo '--- slice'
# counted EXPECTED OPTIONS...: the slice holds what a plain look at the text finds
counted() {
  local wanted=$1
  shift
  runs 0 slice demo.ist "$@" -o slice.ist
  is "events of slice $*" "$(events_of slice.ist)" "$wanted"
  "$isotherm" verify slice.ist >/dev/null || bad "slice $* is whole"
}
counted 374248
if command -v python3 >/dev/null; then
  cat >count.py <<'EOF'
import json, sys
views, mobile, day, session, page = {}, 0, 0, 0, 0
for line in open('demo.text'):
    row = json.loads(line)
    if row['kind'] == 'page_view': views[row['page_view']] = row
    if 't_ms' not in row: continue
    view = views[row['page_view']]
    time = view['start_unix_ms'] + row['t_ms']
    mobile += 0 < view['viewport_w'] < 768
    page += view['page'] == 0
    day += 1773000000000 <= time < 1773100000000
    session += view['session'] in (3, 5)
print(mobile, page, day, session)
EOF
  read -r mobile page day session < <(python3 count.py)
  [ "$day" -gt 0 ] && [ "$day" -lt 374248 ] && ok || bad 'the time range is a real part'
  counted "$mobile" --device mobile
  counted "$page" --page 0
  counted "$day" --from 1773000000000 --to 1773100000000
  counted "$session" --session 3 --session 5
  runs 0 info --json slice.ist
  is 'sessions of the slice' "$(json sessions)" 2
fi
runs 2 slice demo.ist --page nowhere -o slice.ist
runs 2 slice demo.ist --session nobody -o slice.ist
says stderr 'there is no session "nobody"'
runs 2 slice demo.ist --from noon -o slice.ist
runs 0 slice demo.ist --to 1970-01-02 -o slice.ist
says stderr 'no page view was chosen'

echo '--- verify and repair'
runs 0 verify demo.ist all.ist
runs 0 verify --json demo.ist
is 'verified events' "$(json events)" 374248
if command -v python3 >/dev/null; then python3 -m json.tool <stdout >/dev/null && ok || bad 'verify --json is JSON'; fi
size=$(wc -c <demo.ist)
# cut, garbage in the middle, a zeroed head, flipped bytes
head -c $((size / 2)) demo.ist >cut.ist
{ head -c 300000 demo.ist; head -c 5000 /dev/urandom; tail -c +300001 demo.ist; } >garbage.ist
{ head -c 20 /dev/zero; tail -c +21 demo.ist; } >headless.ist
for damaged in cut garbage headless; do
  runs 1 verify $damaged.ist
  runs 0 repair $damaged.ist -o mended.ist
  says stderr 'kept '
  says stderr 'lost: '
  kept=$(events_of mended.ist)
  [ "$kept" -gt 100000 ] && ok || bad "only $kept events kept of $damaged.ist"
  runs 0 verify mended.ist
done
runs 0 repair garbage.ist -o mended.ist
[ "$(events_of mended.ist)" -ge $((374248 - 2 * 16384)) ] && ok || bad 'garbage costs the block it is in'
runs 0 repair headless.ist -o mended.ist
is 'events behind a lost head' "$(events_of mended.ist)" 374248
runs 1 verify --json cut.ist
is 'cut is not whole' "$(json whole)" false
runs 2 repair cut.ist
runs 2 repair cut.ist -o cut.ist
says stderr 'would overwrite the input'
before=$(cksum <cut.ist)
runs 2 repair cut.ist --in-place -o other.ist
is 'cut.ist' "$(cksum <cut.ist)" "$before"
runs 0 repair --in-place cut.ist
runs 0 verify cut.ist
printf 'this is no recording' >fake.ist
runs 1 verify fake.ist
runs 1 repair fake.ist -o mended2.ist
[ -e mended2.ist ] && bad 'a failed repair leaves a file' || ok

echo '--- append'
runs 0 append live.ist <demo.text
says stderr '374,248 events appended'
runs 0 verify live.ist
runs 0 merge live.ist -o compact.ist
text_of compact.ist | cmp -s - demo.text && ok || bad 'a live recording, merged, holds what was sent'
runs 0 append live.ist <all.ndjson
runs 0 verify live.ist
is 'events after appending' "$(events_of live.ist)" $((374248 + 5))
runs 1 append fake.ist </dev/null
is 'fake.ist' "$(cat fake.ist)" 'this is no recording'

# SIGTERM closes the recording, with what was waiting
mkfifo pipe
"$isotherm" append term.ist <pipe 2>stderr & pid=$!
exec 3>pipe
cat all.ndjson >&3
for _ in $(seq 100); do [ -e term.ist ] && break; sleep 0.1; done  # a sanitized program starts slowly on a busy machine
sleep 0.5
kill -TERM $pid
wait $pid && ok || bad 'SIGTERM ends append well'
exec 3>&-
runs 0 verify term.ist
is 'events at SIGTERM' "$(events_of term.ist)" 5

# waiting events are written after a while, before anything ends
"$isotherm" append --flush 0.05 slow.ist <pipe 2>stderr & pid=$!
exec 3>pipe
cat all.ndjson >&3
for _ in $(seq 100); do [ "$(events_of slow.ist)" = 5 ] && break; sleep 0.1; done
is 'events after the flush' "$(events_of slow.ist)" 5
runs 1 verify slow.ist
runs 2 append slow.ist </dev/null
says stderr 'another program is appending'
exec 3>&-
wait $pid
runs 0 verify slow.ist

# SIGKILL at random moments: what was whole is read, mended and appended to
kills=0 partial=0
for round in $(seq 25); do
  rm -f kill.ist
  "$isotherm" append --block 256 kill.ist <demo.text 2>/dev/null & pid=$!
  sleep "0.$(printf %03d $((RANDOM % 190 + 10)))"
  kill -KILL $pid 2>/dev/null && kills=$((kills + 1))
  wait $pid 2>/dev/null
  [ -s kill.ist ] || continue
  found=$(events_of kill.ist)
  "$isotherm" repair kill.ist -o mended.ist 2>stderr || { bad "repair after kill $round"; continue; }
  "$isotherm" verify mended.ist >stdout 2>&1 || bad "mended after kill $round"
  is "events after kill $round" "$(events_of mended.ist)" "${found:-0}"
  [ "${found:-0}" -gt 0 ] && [ "$found" -lt 374248 ] && partial=$((partial + 1))
  text_of mended.ist | grep '"t_ms"' | sort >found.text
  [ -n "${sorted:-}" ] || { grep '"t_ms"' demo.text | sort >sorted.text; sorted=1; }
  is "events that nobody sent, after kill $round" "$(comm -23 found.text sorted.text | wc -l)" 0
done
echo "killed $kills times, $partial times with a part of the events"
if [ -s kill.ist ]; then
  before=$(events_of kill.ist)
  runs 0 append kill.ist <all.ndjson
  is 'events behind a killed recording' "$(events_of kill.ist)" $((before + 5))
  runs 0 repair --in-place kill.ist
  is 'and mended' "$(events_of kill.ist)" $((before + 5))
  runs 0 verify kill.ist
fi

# a disk that fills up (a limit on file sizes stands for it), at several sizes
for blocks in 100 200 777; do
  rm -f full.ist
  (ulimit -f $blocks; exec "$isotherm" append --block 512 full.ist) <demo.text 2>stderr && bad 'append to a full disk succeeds' || ok
  says stderr 'full.ist: '
  says stderr 'isotherm repair'
  [ "$(wc -c <full.ist)" -le $((blocks * 1024)) ] && ok || bad 'larger than the disk'
  written=$(sed -n 's/.*full.ist: \([0-9,]*\) events appended.*/\1/p' stderr | tr -d ,)
  is "events on a full disk ($blocks)" "$(events_of full.ist)" "$written"
  [ "$written" -gt 0 ] && ok || bad 'nothing was written'
  runs 0 repair --in-place full.ist
  runs 0 verify full.ist
done
if [ -c /dev/full ]; then
  "$isotherm" append /dev/full <all.ndjson 2>stderr && bad 'append to /dev/full succeeds' || ok
  says stderr 'No space left'
fi

if [ -e "$shared/adserp/events.csv" ]; then
  echo '--- real recordings'
  runs 0 import csv "$shared/adserp/events.csv" --sessions "$shared/adserp/sessions.csv" --no-screenshots -o a.ist
  text_of a.ist >a.text
  runs 0 import ndjson a.text -o b.ist
  text_of b.ist | cmp -s - a.text && ok || bad 'real recordings come back'
  runs 0 cat a.ist --format csv --sessions s.csv -o e.csv
  runs 0 import csv e.csv --sessions s.csv -o c.ist
  text_of c.ist | cmp -s - a.text && ok || bad 'real recordings come back from CSV'
  rm -f l.ist
  runs 0 append --block 100 l.ist <a.text
  runs 0 merge l.ist -o m.ist
  text_of m.ist | cmp -s - a.text && ok || bad 'real recordings, live'
  [ "$(wc -c <m.ist)" -le $(($(wc -c <a.ist) + 200)) ] && ok || bad 'a merged live recording is as small as an imported one'
else
  echo "skipped: no real recordings at $shared"
fi

echo "tools_test: $((checks - failures)) passed, $failures failed"
[ "$failures" -eq 0 ]
