# For scripts to source: what programs of build-sanitized/ do when the sanitizers find something.
export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1
export UBSAN_OPTIONS=print_stacktrace=1
