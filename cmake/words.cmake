# Makes constants of a list of words that belongs to one folder and is too small to be loaded: of `clause_words.tsv`, whose
# lines are a class, a tab, and words with "|" between, comes a header with an array for each class:
#   planning<tab>agree|aim           ->  dateline::clause_words::kPlanning = {"agree", "aim"}
#   sign<tab>€=EUR|£=GBP             ->  the same with pairs: {{"€", "EUR"}, {"£", "GBP"}}
# Lines that begin with "#" are comments. Only the named sources can include the header.
#   dateline_words(clause_words.tsv clause.cc...)        #include "<this folder>/clause_words.h"
function(dateline_words file)
  get_filename_component(name ${file} NAME_WE)
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  file(STRINGS ${file} lines ENCODING UTF-8)
  set(constants "")
  foreach(line IN LISTS lines)
    if(line MATCHES "^#")
      continue()
    endif()
    if(NOT line MATCHES "^([a-z_]+)\t([^\t\"]+)$")
      message(FATAL_ERROR "${folder}/${file}: not a class, a tab and words: ${line}")
    endif()
    dateline_constant_name(${CMAKE_MATCH_1} constant)
    dateline_array(constants ${constant} "${CMAKE_MATCH_2}")
  endforeach()
  string(TOUPPER "DATELINE_${folder}/${name}_H_" guard)
  string(REPLACE "/" "_" guard ${guard})
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/words/${folder}/${name}.h @ONLY CONTENT
"// Made of ${folder}/${file}.
#ifndef ${guard}
#define ${guard}

#include <utility>

#include \"absl/strings/string_view.h\"

namespace dateline::${name} {

${constants}
}  // namespace dateline::${name}

#endif  // ${guard}
")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  set_property(SOURCE ${ARGN} APPEND PROPERTY INCLUDE_DIRECTORIES ${PROJECT_BINARY_DIR}/words)
endfunction()

# light_verb -> kLightVerb
function(dateline_constant_name class result)
  string(REPLACE "_" ";" parts ${class})
  set(name k)
  foreach(part IN LISTS parts)
    string(SUBSTRING ${part} 0 1 first)
    string(SUBSTRING ${part} 1 -1 rest)
    string(TOUPPER ${first} first)
    string(APPEND name ${first}${rest})
  endforeach()
  set(${result} ${name} PARENT_SCOPE)
endfunction()

# Appends to the variable `result` the array `name` of the words, or the pairs, in `words`.
function(dateline_array result name words)
  set(type "absl::string_view")
  string(REPLACE "|" "\", \"" values "\"${words}\"")
  if(words MATCHES "=")
    set(type "std::pair<absl::string_view, absl::string_view>")
    string(REGEX REPLACE "\"([^\"=]+)=([^\"=]+)\"" "{\"\\1\", \"\\2\"}" values "${values}")
  endif()
  set(${result} "${${result}}inline constexpr ${type} ${name}[] = {${values}};\n" PARENT_SCOPE)
endfunction()
