#!/usr/bin/env bash
# The isotherm executable as users run it: help, import, info, export, failures.
# usage: cli_test.sh ISOTHERM HOTSPOT_CHECK SHARED_DATA_DIR REAL_SESSIONS
# The hottest pixel is compared for the first REAL_SESSIONS (at most 40) of the real recordings.
set -uo pipefail
isotherm=$(realpath "$1")
hotspot_check=$(realpath "$2")
shared=$(realpath -m "$3")
real_sessions=$4
[ -x "$isotherm" ] && [ -x "$hotspot_check" ] || { echo "not built: $1 $2"; exit 1; }
. "$(dirname "$(realpath "$0")")/checks.sh"
# nothing but the named files may be in the folder out/
leaves() {
  local found
  found=$(ls -A out | tr '\n' ' ')
  is "out/ after $1" "${found% }" "$2"
}
png_size() { od -An -tu1 -j16 -N8 "$1" | awk '{ print ($1 * 16777216 + $2 * 65536 + $3 * 256 + $4) "x" ($5 * 16777216 + $6 * 65536 + $7 * 256 + $8) }'; }
mkdir out

echo '--- help and version'
runs 0 --version
says stdout 'isotherm '
runs 0 --help
for word in import info export replay stats demo view 'Exit codes'; do says stdout "$word"; done
for command in 'import rrweb' 'import posthog' 'import clarity' 'import openreplay' 'import csv' info export replay stats demo view; do
  runs 0 $command --help
  says stdout 'Example'
  says stdout "isotherm $command"
done
runs 0 import --help
says stdout 'Example'
runs 0 export --help
for option in --page --layer --screenshot --radius --scale --clip --fade-below --contours --overlay --color --ramp --opacity --max --dim --device --from --to --renderer --caption --strict; do says stdout "$option"; done

for option in --clicks --fixed --pages --widths --hours --weekdays --zone --session-length --entry --exit --tag --session --since-open; do says stdout "$option"; done

echo '--- wrong usage'
runs 2
runs 2 frobnicate
runs 2 info
runs 2 export a.ist
runs 2 export a.ist -o x.png --layer heat
runs 2 export a.ist -o x.png --radius 3
runs 2 export a.ist -o x.png --opacity 2
runs 2 export a.ist -o x.png --scale square
runs 2 export a.ist -o x.png --clip 20
says stderr 'isotherm: '

echo '--- import csv'
cat >sessions.csv <<'EOF'
session,url,title,start_unix_ms,duration_ms,viewport_w,viewport_h,doc_w,doc_h,tag:plan
s1,https://a.example/,Home,1700000000000,60000,1200,800,1200,1000,pro
s2,https://a.example/,Home,1700000100000,60000,1200,800,1200,1000,free
s2,https://a.example/next,Next,1700000130000,30000,1200,800,1200,1500,free
EOF
cat >events.csv <<'EOF'
session,time_ms,kind,x,y
s1,100,move,100,100
s1,200,move,300.5,100
s1,300,click,300.5,100.25
s1,400,scroll,0,200
s2,500,click,300,100
s2,31000,click,5,6
EOF
runs 0 import csv events.csv --sessions sessions.csv -o out/small.ist
says stderr '2 sessions, 3 page views, 6 events'
leaves 'import' 'small.ist'
runs 0 info --json out/small.ist
is sessions "$(json sessions)" 2
is events "$(json events)" 6
is page_views "$(json page_views)" 3
is time_begin "$(json time_begin)" '"2023-11-14T22:13:20.100Z"'
says stdout '"url": "https://a.example/next"'
says stdout '"click": 3'
if command -v python3 >/dev/null; then python3 -m json.tool <stdout >/dev/null && ok || bad 'info --json is JSON'; fi
runs 0 info out/small.ist
says stdout 'https://a.example/next'
if command -v zstd >/dev/null; then zstd -qt out/small.ist && ok || bad 'zstd -t'; fi
gzip -c events.csv >events.csv.gz
runs 0 import csv events.csv.gz --sessions sessions.csv -o out/gz.ist
cmp -s out/small.ist out/gz.ist && ok || bad 'a gzipped table gives the same file'
printf 'session,time_ms,kind,x,y\ns1,1,wiggle,1,1\ns1,2,move,1\nnobody,3,move,1,1\n' >bad.csv
runs 0 import csv bad.csv --sessions sessions.csv -o out/bad.ist
says stderr 'unknown kind "wiggle" (line or event 2)'
says stderr '(line or event 3)'
says stderr 'not in the sessions table (line or event 4)'
rm out/*
runs 1 import csv bad.csv --sessions sessions.csv --strict -o out/bad.ist
leaves '--strict' ''
runs 0 import csv events.csv --url https://b.example/ -o out/small.ist
runs 0 info out/small.ist
says stdout 'https://b.example/'
cat events.csv | runs 0 import csv - --sessions sessions.csv -o out/small.ist

echo '--- import rrweb'
cat >r1.json <<'EOF'
[{"type":4,"timestamp":1700000000000,"data":{"href":"https://a.example/","width":1200,"height":800}},
{"type":3,"timestamp":1700000000500,"data":{"source":3,"id":1,"x":0,"y":300}},
{"type":3,"timestamp":1700000000600,"data":{"source":2,"type":2,"id":9,"x":40,"y":50}}]
EOF
mkdir -p more && sed 's/"x":40/"x":60/' r1.json | gzip >more/r1.json.gz
runs 0 import rrweb r1.json more/r1.json.gz -o out/r.ist
says stderr '2 sessions, 2 page views, 4 events'
head -c 150 r1.json >cut.json
runs 0 import rrweb cut.json -o out/cut.ist
says stderr 'the file is incomplete'
echo 'hello' >text.json
runs 1 import rrweb text.json -o out/text.ist
says stderr 'isotherm: text.json: not an rrweb recording'
runs 1 import rrweb missing.json -o out/missing.ist
says stderr 'isotherm: missing.json: No such file or directory'
runs 1 import rrweb r1.json -o nowhere/r.ist
head -c 100 more/r1.json.gz >cut.json.gz
runs 1 import rrweb cut.json.gz -o out/cut.ist
says stderr 'ends too early'
leaves 'failed imports' 'cut.ist r.ist small.ist'
# one recording per line, from a pipe
{ tr -d '\n' <r1.json; echo; tr -d '\n' <r1.json; echo; } | gzip | runs 0 import rrweb - -o out/lines.ist
says stderr '2 sessions, 2 page views, 4 events'
rm out/lines.ist

echo '--- import openreplay'
# Timestamp 1700000000000, SetPageLocation "u", SetViewportSize 800 x 600, MouseMove 10, 20, MouseClick of node 7, a cut Timestamp
printf '\377\377\377\377\377\377\377\377\000\200\320\225\377\274\061\172\001u\000\000\000\005\240\006\330\004\024\012\024\104\007\000\000\000\000\000\000\200' >o.mob
runs 0 import openreplay o.mob -o out/o.ist
says stderr '1 sessions, 1 page views, 2 events'
says stderr 'o.mob: skipped 1: the file ends in the middle of a message at byte'
runs 0 info --json out/o.ist
says stdout '"click": 1'
runs 1 import openreplay text.json -o out/none.ist
says stderr 'text.json: not an OpenReplay recording'
rm out/o.ist

echo '--- stats'
runs 0 import csv events.csv --sessions sessions.csv -o out/small.ist
runs 0 stats out/small.ist --page 0 --json
is 'all clicks' "$(json events)" 2
is 'people' "$(json sessions)" 2
says stdout '"name": "page"'
runs 0 stats out/small.ist --page 0 --region button=300,100,10,10 --region 0,0,50,50 --csv
is 'csv header' "$(head -n 1 stdout)" name,x,y,width,height,events,sessions,page_views,share,dwell_total_ms,dwell_share,dwell_mean_ms,dwell_median_ms,first_interaction_ms,first_interaction_mean_ms,first_interaction_least_ms
is 'csv of a region' "$(sed -n 2p stdout)" 'button,300,100,10,10,2,2,2,1,,,,,400,400,300'
is 'csv of an empty region' "$(sed -n 3p stdout)" ',0,0,50,50,0,0,0,0,,,,,,,'
runs 0 stats out/small.ist --page 0 --layer moves --grid 100 --csv
is 'cells with moves' "$(sed 1d stdout | cut -d, -f2-13 | tr '\n' ' ')" '100,100,100,100,1,1,1,0.5,100,0.09090909090909091,100,100 300,100,100,100,1,1,1,0.5,1000,0.9090909090909091,1000,1000 '
runs 0 stats out/small.ist --page 0 --tag plan=pro --json
is 'clicks of one tag' "$(json events)" 1
says stdout '"page_views_filters": 1'
is 'what was asked' "$(json filters)" '"tags plan=pro"'
runs 0 stats out/small.ist --page 0 --exit '*/next' --json
is 'clicks of those who left from there' "$(json sessions)" 1
runs 0 stats out/small.ist --page 0 --pages 'https://a.example/*' --json
is 'clicks of all pages' "$(json events)" 3
runs 0 stats out/small.ist --page 0 --since-open 350ms- --json
is 'late clicks' "$(json events)" 1
runs 0 stats out/small.ist --page 0 --region 300,100,10,10
says stdout '100.0 %'
if command -v python3 >/dev/null; then "$isotherm" stats out/small.ist --json 2>/dev/null | python3 -m json.tool >/dev/null && ok || bad 'stats --json is JSON'; fi
runs 2 stats out/small.ist --page 0 --region 1,2,3
says stderr 'x,y,width,height'
runs 2 stats out/small.ist --page 0 --region 1,2,0,4
runs 2 stats out/small.ist --page 0 --hours 25
says stderr '--hours: "25" is not a set of hours'
runs 0 stats out/small.ist --page 0 --layer scroll --json
is 'what is counted' "$(json unit) $(json n) $(json fold_px)" '"page-views" 2 800'
is 'reach' "$(grep -o '\[[0-9.,]\+\]' stdout | tr '\n' ' ')" '[0,1,2] [801,0.5,1] [800,0.75,2] [1000,0.5,1] [1000,0.25,1] '
runs 0 stats out/small.ist --page 0 --layer scroll --unit sessions --line top --markers none --csv
is 'reach as csv' "$(cut -d, -f1-6 stdout | tr '\n' ' ')" 'from_px,to_px,depth_share,share,n,of 0,1,0,1,2,2 1,201,0.001,0.5,1,2 201,1000,0.201,0,0,2 '
runs 0 stats out/small.ist --page 0 --layer attention --json
is 'attention' "$(grep -o '\[[0-9.,]\+\]' stdout | tr '\n' ' ')" '[0,450,900] [800,0,0] '
runs 0 stats out/small.ist --page 0 --layer dropoff --csv
is 'drop-off' "$(sed -n '18p;$p' stdout | tr '\n' ' ')" '800,850,0.8,0.5,1,2 950,1000,0.95,0.5,1,2 '
runs 0 stats out/small.ist --page 0 --layer scroll
says stdout '50.0 % (1 of 2 page views) saw this line: 900 px, 90.0 % of the page'
printf 'session,time_ms,kind,x,y,target\ns1,100,element_scroll,0,40,17\ns2,200,element_scroll,0,90,17\ns2,300,element_scroll,0,10,17\n' >inner.csv
runs 0 import csv inner.csv --sessions sessions.csv -o out/inner.ist
runs 0 stats out/inner.ist --page 0 --layer scroll --container 'element 17' --json
is 'reach of an element' "$(grep -o '\[[0-9.,]\+\]' stdout | head -n 3 | tr '\n' ' ')" '[0,1,2] [41,0.5,1] [91,0,0] '
is 'which one' "$(json container) $(json line)" '"element 17" null'
runs 0 export out/inner.ist --page 0 --layer dropoff --container 17 --renderer cpu -o out/inner.png
is 'the graph beside the page' "$(png_size out/inner.png)" 1380x1000
says out/inner.png 'inside element 17'
runs 0 stats out/inner.ist --page 0 --layer scroll --line centre
says stdout "had this line at the viewport's centre or above"
runs 2 stats out/inner.ist --page 0 --layer scroll --container 18
says stderr 'nobody scrolled element 18 on this page; there are element 17'
runs 2 stats out/inner.ist --page 0 --layer scroll --container list
runs 2 stats out/inner.ist --page 0 --container 17
runs 2 stats out/small.ist --page 0 --layer scroll --markers 75,
runs 2 stats out/small.ist --page 0 --layer scroll --grid 100
says stderr 'leave them out for --layer scroll'
runs 2 stats out/small.ist --page 0 --layer scroll --line middle
runs 2 stats out/small.ist --page 0 --json --csv
runs 1 stats missing.ist
runs 0 export out/small.ist --page 0 --clicks first --fixed top --tag plan=free --renderer cpu -o out/filtered.png
says stderr 'filters: tags plan=free'
says out/filtered.png 'clicks first; fixed top; filters: tags plan=free'
rm out/*

echo '--- import posthog, clarity'
cat >heatmaps.csv <<'EOF'
session_id,distinct_id,timestamp,x,y,scale_factor,viewport_width,viewport_height,pointer_target_fixed,current_url,type
s1,p1,2024-05-01 12:00:00,10,20,16,80,45,false,https://a.example/,click
s1,p1,2024-05-01 12:00:01,10,20,16,80,45,true,https://a.example/,mousemove
s1,p1,never,10,20,16,80,45,true,https://a.example/,click
EOF
gzip -k heatmaps.csv
runs 0 import posthog heatmaps.csv.gz -o out/posthog.ist
says stderr 'heatmaps.csv.gz: skipped 1: no usable timestamp (line or event 4)'
says stderr 'heatmaps.csv.gz: approximate 2: position rounded'
says stderr '1 sessions, 1 page views, 2 events'
runs 1 import posthog heatmaps.csv --strict -o out/strict.ist
runs 1 import posthog text.json -o out/text.ist
says stderr 'isotherm: text.json: '
cat >payloads.ndjson <<'EOF'
{"e":["0.8.70",1,0,100,"p","u","s1",1,0,0,0,"https://a.example/"],"a":[[0,11,1280,720],[5,12,7,10,20,"","true"]]}
{"e":["0.8.70",2,100,100,"p","u","s1",1,0,0,0,"https://a.example/"],"a":[[105,9,7,10,20,1,1,0,1,0,"",null,"a.b",1]]}
EOF
split -l 1 payloads.ndjson payload-
runs 0 import clarity payload-ab payload-aa --strict -o out/clarity.ist
says stderr '1 sessions, 1 page views, 2 events'
runs 1 import clarity text.json -o out/text.ist
says stderr 'isotherm: text.json: no Clarity payloads'
leaves 'more imports' 'clarity.ist posthog.ist'
rm out/clarity.ist out/posthog.ist

echo '--- export'
runs 0 import csv events.csv --sessions sessions.csv -o out/small.ist
runs 0 export out/small.ist --page https://a.example/ --renderer cpu -o out/cpu.png
says stderr 'renderer: cpu'
is 'size without screenshot' "$(png_size out/cpu.png)" 1200x1000
runs 0 export out/small.ist --page next --layer scroll --renderer cpu -o out/next.png
is 'size of the other page' "$(png_size out/next.png)" 1200x1500
runs 0 export out/small.ist --page 0 --layer moves --ramp viridis --radius 60 --opacity 0.5 --dim 0.3 --max 2 --device desktop --caption --renderer cpu \
  --from 2023-11-14 --to 2023-11-15T00:00Z -o out/moves.png
says out/moves.png 'layer moves; device desktop; radius 60 px'
says out/moves.png 'ramp viridis; opacity 0.5'
runs 0 export out/small.ist --page 0 --scale equalised --contours --overlay confetti:order@0.8,paths,reach --ramp auto --caption --renderer cpu -o out/drawn.png
says out/drawn.png 'scale equalised'
says out/drawn.png 'contours; overlays confetti:order@0.8,paths,reach'
says stderr 'ramp: '
rm -f out/drawn.png
# what a picture says about its data: the same for every look and file, another for other data
data_of() { LC_ALL=C grep -aoE 'sessions [0-9]+; page views [0-9]+; events [0-9]+; checksum [0-9a-f]{16}' "$1"; }
says out/cpu.png "Isotherm $("$isotherm" --version | sed 's/isotherm //')"
says out/cpu.png 'density of clicks at a point: the sum over all clicks'
runs 0 merge out/small.ist -o out/merged.ist
runs 0 export out/merged.ist --page https://a.example/ --radius 90 --ramp fog --renderer cpu -o out/look.png
is 'data of another look of another file' "$(data_of out/look.png)" "$(data_of out/cpu.png)"
runs 0 export out/small.ist --page 0 --tag plan=free --renderer cpu -o out/free.png
if [ -n "$(data_of out/free.png)" ] && [ "$(data_of out/free.png)" != "$(data_of out/cpu.png)" ]; then ok; else bad 'other data has the same checksum'; fi
rm out/merged.ist out/look.png out/free.png
runs 2 export out/small.ist --page 0 --overlay snow -o out/none.png
says stderr 'is no drawing'
runs 2 export out/small.ist --page 0 --ramp mono --color red -o out/none.png
says stderr 'is not a colour'
# no look for leaks where a graphics driver is loaded (see tests/CMakeLists.txt)
if ASAN_OPTIONS=detect_leaks=0 runs 0 export out/small.ist --page 0 --renderer gpu -o out/gpu.png && [ -s out/gpu.png ]; then
  says stderr 'renderer: gpu'
  is 'size by the gpu' "$(png_size out/gpu.png)" 1200x1000
fi
# a density over the layer is said like the layer
runs 0 export out/small.ist --page 0 --layer scroll --overlay clicks:viridis,paths --radius 24 --scale log --renderer cpu -o out/over.png
says out/over.png 'radius 24 px (2 sigma, Gaussian); scale log'
says out/over.png 'at the row or below it; density of clicks at a point'
checksum_of() { LC_ALL=C grep -aoE "$1 [0-9a-f]{16}" "$2" | tail -c 17; }
is 'checksum of the clicks over it' "$(checksum_of 'clicks over it: checksum' out/over.png)" "$(checksum_of 'events 2; checksum' out/cpu.png)"
says out/over.png 'clicks over it: events 2; clicks over it: checksum'
says out/over.png '; moves over it: checksum'
rm -f out/over.png
# a page of no stated size is as large as its events ask for, whatever is drawn of them
printf 'session,time_ms,kind,x,y\ns1,100,click,100,100\ns1,200,move,50,2100\ns1,300,scroll,0,3200\n' >sizeless.csv
runs 0 import csv sizeless.csv --url https://b.example/ -o out/sizeless.ist
for layer in moves scroll attention clicks; do
  runs 0 export out/sizeless.ist --layer $layer --renderer cpu -o out/sizeless.png
  is "size of $layer" "$(png_size out/sizeless.png)" 101x3200
  rm -f out/sizeless.png
done
# a live recording does not know how long a page view is before its last event
printf 'session,time_ms,kind,x,y\ns1,100,move,100,100\ns1,5000,click,50,50\n' >short.csv
runs 0 import csv short.csv --url https://b.example/ -o out/short.ist
"$isotherm" cat out/short.ist >short.ndjson
"$isotherm" append --block 1 out/live.ist <short.ndjson 2>stderr
for file in short live; do
  runs 0 stats out/$file.ist --layer moves --json
  is "dwell of the $file recording" "$(grep -o '"dwell_total_ms": [0-9]*' stdout | head -n 1)" '"dwell_total_ms": 1000'
done
rm -f out/sizeless.ist out/short.ist out/live.ist
runs 0 export out/small.ist --page 0 -o out/auto.png
# the exported page is a picture of 1200 x 1000 px: use it as a screenshot of 600 CSS px
runs 0 export out/small.ist --page 0 --renderer cpu --screenshot out/cpu.png@600 -o out/on.png
is 'size on a screenshot' "$(png_size out/on.png)" 1200x1000
runs 0 import csv events.csv --sessions sessions.csv --screenshot https://a.example/=out/cpu.png@600 --screenshot 1=out/cpu.png -o out/shots.ist
runs 0 info --json out/shots.ist
says stdout '"css_width": 600'
says stdout '"css_width": 1200'
runs 2 export out/small.ist --page 7 -o out/none.png
says stderr 'there is no page 7'
runs 2 export out/small.ist --page nope -o out/none.png
runs 2 export out/small.ist --page a.example -o out/none.png
says stderr '2 pages'
runs 2 export out/small.ist --from yesterday -o out/none.png
runs 1 export out/small.ist --screenshot text.json -o out/none.png
runs 2 export out/small.ist -o out/small.ist
says stderr 'would overwrite the input'
if [ -e out/none.png ]; then bad 'a failed export leaves a file'; else ok; fi

echo '--- damage and full disks'
cp out/small.ist damaged.ist
size=$(wc -c <damaged.ist)
head -c $((size / 2)) damaged.ist >half.ist
printf 'this is no recording, whatever its name says' >fake.ist
runs 1 info fake.ist
says stderr 'isotherm: fake.ist: '
runs 1 info missing.ist
runs 1 info out
runs 1 info --strict half.ist
runs 1 export --strict half.ist -o out/none.png
: >empty.ist
runs 1 info empty.ist
before=$(cksum <out/small.ist)
runs 1 import rrweb text.json -o out/small.ist
is 'the target after a failure' "$(cksum <out/small.ist)" "$before"
if [ -c /dev/full ]; then
  runs 1 import csv events.csv --sessions sessions.csv -o /dev/full
  says stderr 'No space left'
  runs 1 export out/small.ist --page 0 --renderer cpu -o /dev/full
  runs 1 demo -o /dev/full
  "$isotherm" info out/small.ist >/dev/full 2>stderr && bad 'info to a full disk succeeds' || ok
  [ -c /dev/full ] && ok || bad '/dev/full was replaced'
fi
# a limit on file sizes stands for a disk that fills up while the file grows
(ulimit -f 8; trap '' XFSZ; exec "$isotherm" demo -o out/large.ist) 2>stderr && bad 'demo beyond the file size limit succeeds' || ok
says stderr 'large.ist: '
if ls -A out | grep -q 'large'; then bad 'a failed write leaves a file'; else ok; fi
ln -s small.ist out/link.ist
runs 0 import csv events.csv --sessions sessions.csv -o out/link.ist
[ -L out/link.ist ] && ok || bad 'a symbolic link was replaced'

echo '--- demo'
runs 0 demo -o out/demo.ist
runs 0 info --json out/demo.ist
if [ "$(json sessions)" -ge 2000 ]; then ok; else bad 'the demo has 2,000 sessions'; fi
if command -v zstd >/dev/null; then zstd -qt out/demo.ist && ok || bad 'zstd -t of the demo'; fi

echo '--- replay'
runs 0 replay out/demo.ist --session 3 --at 2 --size 320x200 -o out/moment.png
is 'a moment' "$(png_size out/moment.png)" 320x200
runs 0 replay out/demo.ist --session 3 --at 0:02.0 --size 320x200 -o out/same.png
cmp -s out/moment.png out/same.png && ok || bad '--at 2 and --at 0:02.0 are the same moment'
runs 0 replay out/demo.ist --session 3 --at 2 --look overview -o out/overview.png
if [ "$(png_size out/overview.png | cut -dx -f2)" -gt 800 ]; then ok; else bad 'an overview shows the whole page'; fi
runs 0 replay out/demo.ist --session 3 --from 1 --to 2 --fps 5 --size 160x100 -o out/visit.apng
is 'an animation' "$(png_size out/visit.apng)" 160x100
is 'frames of the animation' "$(grep -ao fcTL out/visit.apng | wc -l)" 6
mkdir out/frames
runs 0 replay out/demo.ist --session 3 --from 1 --to 2 --fps 5 --speed 2 --size 160x100 -o out/frames/%03d.png
is 'numbered pictures' "$(ls out/frames | tr '\n' ' ')" '000.png 001.png 002.png '
runs 0 replay out/demo.ist --swarm --page 0 --device mobile --at 5 -o out/swarm.png
says stderr 'swarm of '
is 'the whole page, a very tall one' "$(png_size out/swarm.png | cut -dx -f2)" 4096
if [ "$(png_size out/swarm.png | cut -dx -f1)" -ge 200 ]; then ok; else bad 'the swarm of a tall page is too narrow'; fi
runs 0 replay out/demo.ist --swarm --page 0 --device mobile --at 60 --size 200x400 -o out/later.png
runs 0 replay out/demo.ist --swarm --page 0 --device mobile --tag variant=A --at 60 --size 200x400 -o out/tagged.png
if cmp -s out/later.png out/tagged.png; then bad 'a filter changes the swarm'; else ok; fi
runs 0 replay out/demo.ist --swarm --page 0 --from 1 --to 3 --fps 1 --size 100x200 -o out/swarm.apng
is 'frames of the swarm' "$(grep -ao fcTL out/swarm.apng | wc -l)" 3
runs 1 replay out/demo.ist --swarm --page 0 --visits-from 2099-01-01 --at 0 -o out/x.png
says stderr 'no page view is left'
runs 2 replay out/demo.ist --swarm --page nowhere.example --at 0 -o out/x.png
runs 2 replay out/demo.ist --swarm --look overview --at 0 -o out/x.png
runs 2 replay out/demo.ist --device mobile --at 0 -o out/x.png
says stderr '--swarm'
runs 2 replay out/demo.ist --session 1 --session 2 --at 0 -o out/x.png
runs 2 replay out/demo.ist --swarm --visits-from soon --at 0 -o out/x.png
says stderr '--visits-from'
runs 2 replay out/demo.ist --at 2 -o out/x.gif
runs 2 replay out/demo.ist -o out/x.png
runs 2 replay out/demo.ist --at 99999 -o out/x.png
runs 2 replay out/demo.ist --at soon -o out/x.png
runs 2 replay out/demo.ist --at 2 --size 0x5 -o out/x.png
runs 2 replay out/demo.ist --from 2 --to 1 -o out/x.apng
runs 1 replay out/demo.ist --session nobody --at 2 -o out/x.png
says stderr 'there is no session nobody'
runs 2 replay out/demo.ist --at 2 -o out/demo.ist
if ls out | grep -q '^x'; then bad 'a refused replay leaves a file'; else ok; fi

if [ -e "$shared/adserp/events.csv" ]; then
  echo '--- real recordings'
  adserp=$shared/adserp
  runs 0 import csv "$adserp/events.csv" --sessions "$adserp/sessions.csv" -o a.ist
  runs 0 info --json a.ist
  is 'adserp sessions' "$(json sessions)" 40
  is 'adserp events' "$(json events)" 23968
  if awk "BEGIN { exit !($(json bytes_per_event_without_attachments) <= 2.2) }"; then ok; else bad 'bytes per event'; fi
  if command -v zstd >/dev/null; then zstd -qt a.ist && ok || bad 'zstd -t'; fi
  runs 0 import rrweb "$shared/rrweb/demoit.json" -o d.ist
  runs 0 info --json d.ist
  says stdout '"move": 87'
  says stdout '"click": 3'
  says stdout '"element_scroll": 12'
  runs 0 replay a.ist --session p004-b2-t9 --at 20.01 -o cursor.png
  says stderr '437 events'
  runs 0 replay a.ist --swarm --page 0 --pages '*' --at 10 -o everybody.png
  says stderr 'swarm of 40 page views'
  runs 0 replay d.ist --at 30 -o grid.png
  mkdir spots
  number=0
  while IFS=, read -r session rest; do
    runs 0 export a.ist --page "$number" --layer moves --ramp viridis --opacity 1 --renderer cpu -o "spots/$session.hot.png"
    runs 0 export a.ist --page "$number" --layer moves --ramp viridis --opacity 0 --renderer cpu -o "spots/$session.base.png"
    number=$((number + 1))
  done < <(tail -n +2 "$adserp/sessions.csv" | head -n "$real_sessions")
  if "$hotspot_check" "$adserp" spots "$real_sessions" >stdout 2>stderr; then ok; else bad 'hottest pixels'; fi
  cat stdout
else
  echo "skipped: no real recordings at $shared"
fi

echo "cli_test: $((checks - failures)) passed, $failures failed"
[ "$failures" -eq 0 ]
