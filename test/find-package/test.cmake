# Installs the module into a temporary prefix, and builds and runs a project outside against it, which
# has to write what the command writes.
#
# cmake -D BUILD_DIR=... -D WORK_DIR=... -D COMPILER=... -D FLAGS=... -P test.cmake

function(run)
  execute_process(
    COMMAND ${ARGN}
    RESULT_VARIABLE status
    OUTPUT_VARIABLE output
    ERROR_VARIABLE output
  )
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}: ${status}\n${output}")
  endif()
endfunction()

set(here ${CMAKE_CURRENT_LIST_DIR})
set(prefix ${WORK_DIR}/prefix)
set(scenario ${here}/../../examples/tgen-proxy.json)
file(REMOVE_RECURSE ${WORK_DIR})

run(${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${prefix})
run(${CMAKE_COMMAND} -S ${here} -B ${WORK_DIR}/build -D CMAKE_PREFIX_PATH=${prefix}
    -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_CXX_FLAGS=${FLAGS} -D CMAKE_BUILD_TYPE=Debug
)
run(${CMAKE_COMMAND} --build ${WORK_DIR}/build)
run(${WORK_DIR}/build/my-scenario ${scenario} ${WORK_DIR}/mine)
run(${prefix}/bin/synthetic-traffic run ${scenario} --quiet --out ${WORK_DIR}/expected)
run(${CMAKE_COMMAND} -E compare_files ${WORK_DIR}/mine/transfers.csv
    ${WORK_DIR}/expected/transfers.csv
)
file(STRINGS ${WORK_DIR}/mine/transfers.csv rows)
list(LENGTH rows count)
if(count LESS 10)
  message(FATAL_ERROR "the scenario has only ${count} lines of transfers")
endif()
file(REMOVE_RECURSE ${WORK_DIR})
