# For scripts to source: what programs of build-sanitized/ do when the sanitizers find something. The
# exit status is none that the programs have themselves.
export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:exitcode=99
export LSAN_OPTIONS=exitcode=99
export UBSAN_OPTIONS=print_stacktrace=1:exitcode=99
