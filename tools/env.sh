# shellcheck shell=bash
# Sourced by the other tools: paths, and the three ways to print a message.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/gateway-check
target=${CARGO_TARGET_DIR:-$top/target}

trunk_version=0.21.14
deny_version=0.20.2
mutants_version=27.1.0

say() { printf '%s\n' "$@"; }
warn() { printf '%s\n' "$@" >&2; }
fail() {
  warn "$*"
  exit 1
}

# The version of the wasm-bindgen library, which its command line must match.
bindgen_version() {
  sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p;}' "$top/Cargo.lock"
}

# Options of rustc that keep this machine's folders out of the output, so that it is the same everywhere.
# A registry that replaces the public one has a folder of another name. Output of build scripts is in the target
# folder. The standard library is already renamed, unless its sources are installed. Cargo cannot pass on a folder
# with a space in its name.
without_own_paths() {
  local crates sources
  sources=$(rustc --print sysroot)/lib/rustlib/src/rust
  [[ ${CARGO_HOME:-$HOME}$target$sources = *[[:space:]]* ]] && return
  for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
    printf -- '--remap-path-prefix=%s=crates ' "$crates"
  done
  printf -- '--remap-path-prefix=%s=target ' "$target"
  printf -- '--remap-path-prefix=%s=/rustc/%s' "$sources" "$(rustc -vV | sed -n 's/^commit-hash: //p')"
}

# A folder name that changes whenever the files given do.
named_for() {
  local name=$1
  shift
  printf '%s-%s' "$name" "$(cat "$@" | cksum | cut -d' ' -f1)"
}

first_command() {
  local name
  for name; do command -v "$name" && return; done
  return 1
}

find_browser() { first_command ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; }
# Only Chromium's engine, unless CHROMIUM names the browser to use.
find_shell() { [ -z "${CHROMIUM:-}" ] && first_command chromium-headless-shell chrome-headless-shell; }
find_driver() { first_command ${CHROMEDRIVER:+"$CHROMEDRIVER"} chromedriver chromium.chromedriver; }
find_firefox() { first_command ${FIREFOX:+"$FIREFOX"} firefox-esr firefox; }
# WebKit's small browser, its driver, and the screen that both need.
find_webkit() {
  first_command ${WEBKIT:+"$WEBKIT"} MiniBrowser {/usr/lib,/usr/lib64,/usr/libexec}{/x86_64-linux-gnu,/aarch64-linux-gnu,}/webkit2gtk-4.1/MiniBrowser
}
find_webkit_driver() { first_command ${WEBKIT_DRIVER:+"$WEBKIT_DRIVER"} WebKitWebDriver; }
find_xvfb() { first_command ${XVFB:+"$XVFB"} Xvfb; }
find_nginx() { first_command ${NGINX:+"$NGINX"} nginx /usr/sbin/nginx; }
# The proxies in front of gateways, whose configurations the page offers.
find_caddy() { first_command ${CADDY:+"$CADDY"} caddy; }
find_haproxy() { first_command ${HAPROXY:+"$HAPROXY"} haproxy /usr/sbin/haproxy; }
find_traefik() { first_command ${TRAEFIK:+"$TRAEFIK"} "$servers_dir/bin/traefik"; }
# Not the script that pip creates for it: that one contains the folder it was created in.
find_envoy() { first_command ${ENVOY:+"$ENVOY"} "$servers_dir"/lib/python3*/site-packages/envoy/_bin/envoy; }
find_apache() { first_command ${APACHE:+"$APACHE"} apache2 /usr/sbin/apache2 httpd; }
find_brotli() {
  local file
  for file in ${NGINX_BROTLI:+"$NGINX_BROTLI"} {/usr/lib/nginx,/usr/lib64/nginx,/usr/share/nginx}/modules/ngx_http_brotli_static_module.so; do
    [ ! -f "$file" ] || { printf '%s\n' "$file"; return; }
  done
  return 1
}

trunk_dir=$cache/trunk-$trunk_version
bindgen_dir=$cache/wasm-bindgen-cli-$(bindgen_version)
deny_dir=$cache/cargo-deny-$deny_version
mutants_dir=$cache/cargo-mutants-$mutants_version
node_dir=$cache/$(named_for node "$top/tools/package-lock.json")
bench_dir=$cache/$(named_for bench "$top/tools/bench/package-lock.json")
servers_dir=$cache/$(named_for servers "$top/tools/requirements-servers.txt")
lint_dir=$cache/$(named_for lint "$top/tools/requirements-lint.txt")
litellm_dir=$cache/$(named_for litellm "$top/tools/requirements-litellm.txt")
clients_dir=$cache/$(named_for clients "$top/tools/requirements-clients.txt")
clients_node_dir=$cache/$(named_for clients-node "$top/tests/clients/package-lock.json")
async_openai_dir=$cache/$(named_for async-openai "$top"/tests/clients/async-openai/{Cargo.toml,Cargo.lock,src/main.rs})
sdk_dir=$cache/$(named_for sdk "$top/tools/requirements.txt")
model_dir=$cache/$(named_for model "$top/tools/requirements-model.txt")

export PATH=$trunk_dir/bin:$bindgen_dir/bin:$deny_dir/bin:$mutants_dir/bin:$PATH
