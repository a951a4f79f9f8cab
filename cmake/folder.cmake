# One folder = one stage = one target. Three functions say all that a folder has to say.

# The target of a folder: its path below the project with underscores, `ingest_service/text` -> `ingest_service_text`.
function(dateline_target_name folder result)
  file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR} ${folder})
  string(REPLACE "/" "_" name ${path})
  set(${result} ${name} PARENT_SCOPE)
endfunction()

# Declares this folder's library from every .cc and .h in it but main.cc.
#   dateline_folder(DEPENDS target...)
function(dateline_folder)
  cmake_parse_arguments(ARG "" "" "DEPENDS" ${ARGN})
  dateline_target_name(${CMAKE_CURRENT_SOURCE_DIR} target)
  file(GLOB sources CONFIGURE_DEPENDS *.cc)
  list(FILTER sources EXCLUDE REGEX "_?main\\.cc$")
  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
    target_compile_options(${target} PRIVATE ${DATELINE_WARNINGS})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope} ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} ${scope} ${ARG_DEPENDS})
endfunction()

# Declares a program whose entry point is SOURCE.
#   dateline_program(name SOURCE main.cc DEPENDS target...)
function(dateline_program name)
  cmake_parse_arguments(ARG "" "SOURCE" "DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCE})
  target_compile_options(${name} PRIVATE ${DATELINE_WARNINGS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS})
  install(TARGETS ${name} RUNTIME)
endfunction()

# Puts data files of this folder where programs look for them: `share/dateline/` beside `bin/`, in the build tree and when installed.
#   dateline_data(file...)
function(dateline_data)
  foreach(file ${ARGN})
    get_filename_component(name ${file} NAME)
    configure_file(${file} ${CMAKE_BINARY_DIR}/share/dateline/${name} COPYONLY)
    install(FILES ${file} DESTINATION share/dateline)
  endforeach()
endfunction()

set(DATELINE_WARNINGS -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  list(APPEND DATELINE_WARNINGS -Wthread-safety)
endif()

if(DATELINE_SANITIZE)
  add_compile_options(-fsanitize=${DATELINE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DATELINE_SANITIZE})
  # In instrumented code GCC 12 takes what std::function calls for uninitialized.
  list(APPEND DATELINE_WARNINGS -Wno-maybe-uninitialized)
endif()
if(DATELINE_FAIL_POINTS)
  add_compile_definitions(DATELINE_FAIL_POINTS)
endif()
