#!/bin/sh
# Runs when the container starts, before nginx: writes its configuration, which is docs/hosting/nginx.conf with the
# policy that locks the page to the gateways of config.json, and marks that file as required in the page. The start
# fails if the page would not use the config.json, or if it is missing in a mounted folder: nothing is served without
# its lock.
#
# GATEWAY_CHECK_LOCK=no leaves the policy open, so that people can enter any base URL. The other variables are
# for tests.
set -eu

config=${GATEWAY_CHECK_CONFIG:-/config/config.json}
shipped=${GATEWAY_CHECK_SHIPPED:-/etc/gateway-check/nginx.conf}
made=${GATEWAY_CHECK_MADE:-/tmp/gateway-check.conf}
page=${GATEWAY_CHECK_PAGE:-/srv/gateway-check}
port=${GATEWAY_CHECK_PORT:-8080}
program=${GATEWAY_CHECK_PROGRAM:-gateway-check-config-$(uname -m)}

fail() {
  echo "gateway-check: $*" >&2
  exit 1
}

# The policy in the shipped file.
policy=$(sed -n 's/.*add_header Content-Security-Policy "\(.*frame-ancestors.*\)" always;/\1/p' "$shipped")
[ -n "$policy" ] || fail "$shipped has no policy."

# In the image it is a link to the checked file. Any other would be served unchecked, with an open policy.
[ -L "$page/config.json" ] || [ ! -e "$page/config.json" ] ||
  fail "$page/config.json is not checked: mount its folder at $(dirname "$config") instead."

required=
if [ -e "$(dirname "$config")" ]; then
  [ -f "$config" ] || fail "$config is missing or is no file: mount a folder that holds config.json, or mount nothing."
  own=$("$program" "$config") || fail "config.json has a problem, see above. The page is not started without it."
  if [ "${GATEWAY_CHECK_LOCK:-yes}" != no ]; then
    policy=$own
    required="sub_filter 'name=\"config\" content=\"optional\"' 'name=\"config\" content=\"required\"';"
  fi
else
  echo "gateway-check: no config.json is mounted in $(dirname "$config"), so people can enter any base URL." >&2
fi

# Escapes what sed would interpret.
written=$(printf '%s' "$policy" | sed 's/[\\&|]/\\&/g')
sed -e "s|listen 80;|listen $port;|" -e "s|root /srv/gateway-check;|root $page;|" \
  -e "s|index index.html;|index index.html; $required|" \
  -e "s|\(add_header Content-Security-Policy \"\).*frame-ancestors.*\(\" always;\)|\1$written\2|" "$shipped" >"$made"
grep -qF "add_header Content-Security-Policy \"$policy\" always;" "$made" || fail "The policy could not be written."
grep -qF "$required" "$made" || fail "The page could not be told that its config.json is required."
echo "gateway-check: Content-Security-Policy: $policy"
