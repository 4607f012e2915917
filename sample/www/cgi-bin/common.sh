# Sourced by the CGI scripts.

APP_HOME=${APP_HOME:-/srv/status}
. "${STATUS_CONF:-/etc/status/status.conf}"

# header TYPE: ends the headers of the response
header() {
  printf 'Content-Type: %s\r\nCache-Control: no-store\r\n\r\n' "$1"
}

# fail STATUS MESSAGE: answers with an error and ends the script
fail() {
  printf 'Status: %s\r\n' "$1"
  header application/json
  printf '{"error":"%s"}\n' "$2"
  exit 0
}

# query NAME: the value of a query parameter; only harmless characters pass
query() {
  printf '%s' "$QUERY_STRING" | tr '&' '\n' | sed -n "s/^$1=\([A-Za-z0-9_-]*\)\$/\1/p" | head -n 1
}

# known SERVICE: whether the configuration lists it
known() {
  case " $SERVICES " in
    *" $1 "*) [ -n "$1" ] ;;
    *) return 1 ;;
  esac
}
