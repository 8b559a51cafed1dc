# ./jackfield run: builds what has changed, starts the server and the demonstration, and ends both.
# shellcheck shell=sh

server=$home/server-config/server/target/server
ear=$home/ear/application/target/jackfield.ear
stamp=$home/target/built
# Not below target: accounts, numbers, calls and recordings outlive a build
data=$home/data

run() {
  began=$(date +%s)
  offset=0
  address=127.0.0.1
  management=127.0.0.1
  sip=5060
  sips=5061
  http=8080
  https=8443
  console=9990
  number=+15550100
  demo=ours
  # Takes out what is ours, and looks at what says where the server will be
  left=$#
  while [ "$left" -gt 0 ]; do
    argument=$1
    shift
    left=$((left - 1))
    case $argument in
      --offset)
        [ "$left" -gt 0 ] || { usage >&2; exit 2; }
        offset=$1
        shift
        left=$((left - 1))
        continue
        ;;
      --offset=* | -Djboss.socket.binding.port-offset=*)
        offset=${argument#*=}
        continue
        ;;
      --no-demo) demo=none; continue ;;
      -Djackfield.demo.number=*) number=${argument#*=}; continue ;;
      -Djackfield.demo.url=*) demo=yours ;;
      -b) address=${1-} ;;
      -bmanagement) management=${1-} ;;
      -b=* | -Djboss.bind.address=*) address=${argument#*=} ;;
      -bmanagement=* | -Djboss.bind.address.management=*) management=${argument#*=} ;;
      -Djackfield.sip.port=*) sip=${argument#*=} ;;
      -Djackfield.sip.tls.port=*) sips=${argument#*=} ;;
      -Djboss.http.port=*) http=${argument#*=} ;;
      -Djboss.https.port=*) https=${argument#*=} ;;
      -Djboss.management.http.port=*) console=${argument#*=} ;;
    esac
    set -- "$@" "$argument"
  done
  case $offset in
    '' | *[!0-9]*) fail "a port offset is a whole number, not '$offset'" ;;
  esac
  page=http://127.0.0.1:$((8000 + offset))
  # The application sets up its own number. It is named for leave to ask it, on this machine
  case $demo in
    ours) set -- -Djackfield.demo.url="$page/" "$@" ;;
    yours) set -- -Djackfield.demo.number="$number" "$@" ;;
  esac
  be_alone
  look_for_ports
  use_maven
  [ -f "$home/server-config/server/pom.xml" ] || fail "server-config/server is not in this tree"
  build
  deploy
  open_console
  start -Djboss.socket.binding.port-offset="$offset" -Djboss.server.data.dir="$data" "$@"
}

# Two servers cannot have one database. The lock is the server's, too, and goes when it has ended.
be_alone() {
  mkdir -p -m 700 "$data"
  command -v flock >/dev/null 2>&1 || return 0
  exec 9>"$data/lock"
  flock -n 9 || fail "Jackfield runs already from this folder; another needs another copy of it"
}

look_for_ports() {
  look_for UDP $((sip + offset)) SIP
  look_for TCP $((sip + offset)) SIP
  look_for TCP $((sips + offset)) "SIP by TLS"
  look_for TCP $((http + offset)) HTTP
  look_for TCP $((https + offset)) HTTPS
  look_for TCP $((console + offset)) "the admin console"
  [ "$demo" != ours ] || look_for TCP $((8000 + offset)) "the demonstration"
}

# look_for PROTOCOL PORT USE: where there is no /proc the server itself tells, less clearly
look_for() {
  case $1 in
    TCP) table=tcp state=0A ;;
    UDP) table=udp state=07 ;;
  esac
  [ "$2" -le 65535 ] || fail "with an offset of $offset there is no port for $3"
  taken="^ *[0-9]+: [0-9A-F]+:$(printf '%04X' "$2") [0-9A-F]+:[0-9A-F]+ $state "
  if grep -qsE "$taken" "/proc/net/$table" "/proc/net/${table}6"; then
    fail "$1 port $2 ($3) is taken; end what has it, or move all ports: ./jackfield run --offset 100"
  fi
}

# Lists the files that the server is made of; further arguments narrow the list.
sources() {
  (cd "$home" && find . \( -name target -o -name '.?*' -o -path '*/src/test' \
    -o -path ./data -o -path ./demo -o -path ./docs -o -path ./ear/system-test \) -prune \
    -o -type f ! -name '*.md' ! -name '*.sh' "$@" -print | sort)
}

# Beside what is newer, the names count: a file that has gone is a change, too.
is_built() {
  [ -f "$stamp" ] && [ -f "$ear" ] && [ -x "$server/bin/standalone.sh" ] &&
    [ "$(sources | cksum)" = "$(cat "$stamp")" ] && [ -z "$(sources -newer "$stamp")" ]
}

build() {
  if is_built; then
    return
  fi
  say "building on $JAVA_HOME; the first time downloads some 430 MB, which takes minutes"
  mkdir -p "$home/target"
  # The time of the stamp is the start: what is edited during the build is built the next time
  sources | cksum >"$stamp.new"
  (cd "$home" && mvn -B -ntp -q package -DskipTests -Dspotless.check.skip \
    -pl server-config/server,ear/application -am) || fail "the build failed"
  mv -f "$stamp.new" "$stamp"
}

deploy() {
  deployments=$server/standalone/deployments
  rm -f "$deployments"/jackfield.ear.*
  cp "$ear" "$deployments/jackfield.ear.new"
  mv -f "$deployments/jackfield.ear.new" "$deployments/jackfield.ear"
}

# The user of the admin console. A server that is provisioned anew knows nobody.
open_console() {
  users=$server/standalone/configuration/mgmt-users.properties
  secret=$data/jackfield-console.txt
  [ -f "$users" ] || return 0
  if ! grep -q '^admin=' "$users"; then
    if [ ! -f "$secret" ]; then
      password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
      (umask 077 && printf 'User=admin\nPassword=%s\n' "$password" >"$secret")
    fi
    printf '\nadmin=%s\n' "$(hash_of "$(noted Password "$secret")")" >>"$users"
  fi
}

# As the file of users says: MD5 of name, realm and password.
hash_of() {
  printf 'admin:ManagementRealm:%s' "$1" | md5sum | cut -d ' ' -f 1
}

# noted NAME FILE: what a file says under a name, nothing if there is none
noted() {
  sed -n "s/^$1=//p" "$2" 2>/dev/null || true
}

# Starts the server beside this script, so that it can be waited for and a signal can be passed on.
start() {
  logs=$server/standalone/log
  log=$logs/server.log
  [ ! -f "$log" ] || mv -f "$log" "$log.last"
  outcome=
  demo_pid=
  trap 'stop INT 130' INT
  trap 'stop TERM 143' TERM
  trap 'stop HUP 129' HUP
  LAUNCH_JBOSS_IN_BACKGROUND=true "$server/bin/standalone.sh" "$@" &
  pid=$!
  until has_started || ! is_running "$pid"; do
    sleep 0.2
  done
  announce
  status=0
  wait "$pid" || status=$?
  # A signal ends wait before the server has ended
  while is_running "$pid"; do
    status=0
    wait "$pid" || status=$?
  done
  end_demo
  exit "${outcome:-$status}"
}

is_running() {
  kill -0 "$1" 2>/dev/null
}

# WFLYSRV0025 says that the server has started, WFLYSRV0026 that it has, with errors.
has_started() {
  [ -n "$outcome" ] || grep -q 'WFLYSRV002[56]' "$log" 2>/dev/null
}

# stop SIGNAL STATUS
stop() {
  [ -n "$outcome" ] || say "ending the server ($1)"
  outcome=$2
  kill -TERM "$pid" 2>/dev/null || true
}

announce() {
  if [ -n "$outcome" ]; then
    return
  elif ! is_running "$pid"; then
    say "the server ended before it had started: see above, or $log"
    outcome=1
  elif grep -q WFLYSRV0026 "$log"; then
    say "the server started with errors and is ended again: see above, or $log"
    outcome=1
    kill -TERM "$pid"
  else
    sid=$(noted AccountSid "$data/jackfield-account.txt")
    token=$(noted AuthToken "$data/jackfield-account.txt")
    [ "$demo" != ours ] || start_demo
    [ -n "$outcome" ] || tell_where
  fi
}

# The token goes by the environment: the command line of a process is everybody's to read.
start_demo() {
  if [ -z "$token" ]; then
    say "there is no demonstration: its account's token is not in $data/jackfield-account.txt"
    demo=none
    return
  fi
  demo_log=$logs/demonstration.log
  ACCOUNT_SID=$sid AUTH_TOKEN=$token NUMBER=$number PORT=$((8000 + offset)) PUBLIC_URL=$page \
    API="http://$(in_uri "$(reached "$address" 127.0.0.1)"):$((http + offset))" \
    "$JAVA_HOME/bin/java" -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$home/demo/Menu.java" \
    >"$demo_log" 2>&1 9>&- &
  demo_pid=$!
  until grep -q 'is ready' "$demo_log" || ! is_running "$demo_pid"; do
    sleep 0.1
  done
  if ! is_running "$demo_pid" && [ -z "$outcome" ]; then
    say "the demonstration did not start: see $demo_log"
    demo=none
  fi
}

end_demo() {
  [ -n "$demo_pid" ] || return 0
  kill -TERM "$demo_pid" 2>/dev/null || true
  while is_running "$demo_pid"; do
    wait "$demo_pid" || true
  done
}

tell_where() {
  # Where it listens everywhere, others reach it by the machine's first address
  where=$(in_uri "$(reached "$address" "$(first_address)")")
  called=sip:$number@$where:$((sip + offset))
  cat <<TEXT

Jackfield is up after $(($(date +%s) - began)) s. Ctrl-C ends it.

TEXT
  [ "$demo" = none ] || cat <<TEXT
  call     $called with a SIP phone, no account needed; or
           baresip -f $home/demo/phone -e '/dial $called'
TEXT
  [ "$demo" != ours ] || cat <<TEXT
  calls    $page/ shows them, and what callers have said
           ($(head -n 1 "$demo_log"))
TEXT
  cat <<TEXT
  SIP      $where:$((sip + offset)) (UDP and TCP), $((sips + offset)) (TLS)
  API      http://$where:$((http + offset))/2010-04-01/Accounts/$sid
           SID $sid, token ${token:-as you have noted it} (in $data/jackfield-account.txt)
  console  http://$(in_uri "$(reached "$management" "$(first_address)")"):$((console + offset))/
           user admin, $(password_of_console)
  log      $log

TEXT
}

password_of_console() {
  password=$(noted Password "$secret")
  if grep -qs "^admin=$(hash_of "$password")" "$users"; then
    printf 'password %s (in %s)' "$password" "$secret"
  else
    printf 'with the password that was given to %s' "$server/bin/add-user.sh"
  fi
}

# reached ADDRESS INSTEAD: an address at which a server can be reached that listens at one
reached() {
  case $1 in
    0.0.0.0 | ::) printf '%s' "$2" ;;
    *) printf '%s' "$1" ;;
  esac
}

first_address() {
  addresses=$(hostname -I 2>/dev/null || hostname)
  printf '%s' "${addresses%% *}"
}

# An IPv6 address stands in brackets.
in_uri() {
  case $1 in
    *:*) printf '[%s]' "$1" ;;
    *) printf '%s' "$1" ;;
  esac
}
