# Each step lives in tools/; this file names them.

.PHONY: help serve model litellm build dist config csp size bench screenshots check test test-all fuzz mutants advisories clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 13

serve: ## build the page and serve it with the sandbox gateway beside it (Ctrl+C stops)
	@tools/serve

model: ## the same, with a small real model as a further gateway
	@tools/serve --model

litellm: ## the same, with LiteLLM in front of the model
	@tools/serve --litellm

build: ## leave the page, ready to be hosted, in dist/
	@tools/setup page
	@tools/build

dist: ## make a release in dist-archive/: archive, single file, checksums
	@tools/dist

config: ## check CONFIG=config.json by the page's rules, and print the policy that locks the page to it
	@cargo run --quiet --locked --bin csp -- $(if $(CONFIG),"$(CONFIG)")

csp: config

size: build ## show what the page's first load transfers
	@node tools/size.mjs

bench: build ## measure the page: load beside a bare fetch, Lighthouse as on a phone
	@tools/bench/run

screenshots: build ## take the pictures of the page for docs/screenshots/
	@tools/screenshots

check: ## the quick half of the tests: format, clippy, native tests
	@tools/test check

test: ## check, the built page, and the tests that need a browser
	@tools/test

test-all: ## test, and every row of the sandbox in the browser, gateway servers, real programs, dark colours, phones
	@tools/test all

fuzz: ## try hostile input on every reader, for SECONDS=60 in total
	@tools/setup fuzz
	@tools/fuzz $(or $(SECONDS),60)

mutants: ## change the pure core and see whether a test notices, SHARD=0/365 or the one of the day
	@tools/setup mutants
	@tools/mutants $(SHARD)

advisories: ## look up known vulnerabilities of all crates and npm packages in the public databases
	@tools/advisories

clean: ## remove what was built here (installed tools stay)
	@tools/clean
