.DEFAULT_GOAL := help
.PHONY: help run test accept lint fmt publish bench

export DOTNET_NOLOGO := 1
export DOTNET_CLI_TELEMETRY_OPTOUT := 1

help: ## lists the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: export ASPNETCORE_ENVIRONMENT := Development
run: export DOTNET_ENVIRONMENT := Development
run: ## serves on http://localhost:8000 with the embedded database in ./data
	dotnet run -c Release --project src/Freehold.Server -- serve --urls http://localhost:8000 --data ./data

test: ## runs every test; installs the Debian packages they need, or names the command that does
	@tests/run.sh

accept: ## rewrites the approved transcripts; review the diff
	@ACCEPT=1 tests/run.sh Freehold.Http.Tests

lint: ## strict build (warnings are errors) and a check that `make fmt` would change nothing
	dotnet build Freehold.slnx -c Release -v q
	dotnet format whitespace Freehold.slnx --no-restore --verify-no-changes
	dotnet format style Freehold.slnx --no-restore --verify-no-changes

fmt: ## formats the code
	dotnet restore Freehold.slnx -v q
	dotnet format whitespace Freehold.slnx --no-restore
	dotnet format style Freehold.slnx --no-restore

publish: ## builds artifacts/app, started as artifacts/app/freehold serve
	rm -rf artifacts/app
	dotnet publish src/Freehold.Server -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -o artifacts/app -v q

bench: ## measures the performance tables; ARGS="…" are named in docs/performance.md
	@ARGS="$(ARGS)" bench/run.sh
