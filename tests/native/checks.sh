# What the tests of the executable share; sourced with $isotherm set. They run in a folder of their own, and end by saying
# how many checks passed ($checks, $failures).
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

checks=0 failures=0
ok() { checks=$((checks + 1)); }
bad() {
  checks=$((checks + 1)) failures=$((failures + 1))
  printf 'FAILED: %s\n' "$1"
  sed 's/^/    /' stdout stderr 2>/dev/null | head -n 12
}
# runs EXPECTED_EXIT_CODE ARGUMENTS...: output in the files stdout and stderr
runs() {
  local wanted=$1 got=0
  shift
  "$isotherm" "$@" >stdout 2>stderr || got=$?
  if [ "$got" -eq "$wanted" ]; then ok; else bad "isotherm $* exits with $got, not $wanted"; fi
}
says() { if grep -qF -- "$2" "$1"; then ok; else bad "$1 lacks: $2"; fi; }
is() { if [ "$2" = "$3" ]; then ok; else bad "$1 is '$2', not '$3'"; fi; }
json() { sed -n "s/^  \"$1\": \(.*[^,]\),\{0,1\}\$/\1/p" stdout; }
