# SPDX-FileCopyrightText: 2026 The Pamphlet developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How a library, a program and a test of Pamphlet are made: one place for warnings, hardening, precompiled headers.

option(PAMPHLET_WERROR "Treat warnings as errors" OFF)
option(PAMPHLET_HARDENING "Hardening flags" ON)
set(PAMPHLET_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize=, comma-separated")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_C_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "${CCACHE_PROGRAM}")
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_C_COMPILER_LAUNCHER})
endif()

add_library(pamphlet_options INTERFACE)
target_include_directories(pamphlet_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(pamphlet_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wcast-align -Woverloaded-virtual -Wformat=2
    $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wduplicated-cond -Wlogical-op -Wno-maybe-uninitialized -fpch-preprocess>)
# GCC 12 sees bounds broken inside std::string where a literal becomes a string and is moved.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(pamphlet_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-array-bounds -Wno-stringop-overflow>)
endif()
if(PAMPHLET_WERROR)
    target_compile_options(pamphlet_options INTERFACE -Werror)
endif()
if(PAMPHLET_HARDENING)
    target_compile_options(pamphlet_options INTERFACE -fstack-protector-strong -fstack-clash-protection -fcf-protection)
    if(NOT PAMPHLET_SANITIZE AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
        target_compile_options(pamphlet_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    endif()
    target_compile_definitions(pamphlet_options INTERFACE _GLIBCXX_ASSERTIONS)
    target_link_options(pamphlet_options INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
    include(CheckPIESupported)
    check_pie_supported()
endif()
if(PAMPHLET_SANITIZE)
    target_compile_options(pamphlet_options INTERFACE -fsanitize=${PAMPHLET_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(pamphlet_options INTERFACE -fsanitize=${PAMPHLET_SANITIZE})
endif()
target_compile_definitions(pamphlet_options INTERFACE
    PAMPHLET_VERSION="${PROJECT_VERSION}" QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)

# What tests, the window and the commands do themselves takes no time, building them does: while one develops they are not optimized (what
# they call is). FORTIFY_SOURCE is nothing without optimization.
option(PAMPHLET_QUICK_BUILD "No optimization of ui, app and tests" OFF)
add_library(pamphlet_quick_options INTERFACE)
if(PAMPHLET_QUICK_BUILD)
    target_compile_options(pamphlet_quick_options INTERFACE "SHELL:-U_FORTIFY_SOURCE -O0")
endif()

# Tests are linked by the fastest linker there is.
add_library(pamphlet_test_options INTERFACE)
target_link_libraries(pamphlet_test_options INTERFACE pamphlet_quick_options)
if(NOT PAMPHLET_SANITIZE)
    include(CheckLinkerFlag)
    foreach(linker mold lld gold)
        check_linker_flag(CXX -fuse-ld=${linker} PAMPHLET_LINKER_${linker})
        if(PAMPHLET_LINKER_${linker})
            target_link_options(pamphlet_test_options INTERFACE -fuse-ld=${linker})
            break()
        endif()
    endforeach()
endif()

# pamphlet_library(NAME [QT] [PRECOMPILED] SOURCES … PUBLIC … PRIVATE …): a static library. QT: moc, and Qt in the precompiled header.
# PRECOMPILED: most of its sources come by target_sources(), so that it is worth a precompiled header.
function(pamphlet_library name)
    cmake_parse_arguments(arg "QT;PRECOMPILED" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC pamphlet_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    set_target_properties(${name} PROPERTIES PAMPHLET_PRECOMPILED "${arg_PRECOMPILED}")
    _pamphlet_prepare(${name} "${arg_QT}")
endfunction()

# pamphlet_program(NAME OUTPUT SOURCES … PRIVATE …): an executable, a main and little more.
function(pamphlet_program name)
    cmake_parse_arguments(arg "QT" "OUTPUT" "SOURCES;PRIVATE" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE pamphlet_options ${arg_PRIVATE})
    set_target_properties(${name} PROPERTIES OUTPUT_NAME ${arg_OUTPUT} POSITION_INDEPENDENT_CODE ON)
    _pamphlet_prepare(${name} "${arg_QT}")
endfunction()

# pamphlet_test(NAME SOURCES … LIBS … [LABELS …] [TIMEOUT s] [ENV A=b …] [OFFSCREEN] [RESOURCE_LOCK x] [COST s]): one QtTest program.
# COST: of those that take longest, so that they are begun with.
# Its room (core, helper, ui, app, system: the folder below tests/) is a label and has a target pamphlet_tests_<room>.
# Tests find data in PAMPHLET_TEST_DATA and, where the maintainers' corpus is beside the tree, in PAMPHLET_SHARED (may be missing).
function(pamphlet_test name)
    cmake_parse_arguments(arg "OFFSCREEN" "TIMEOUT;RESOURCE_LOCK;COST" "SOURCES;LIBS;LABELS;ENV" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE pamphlet_options Qt6::Test ${arg_LIBS})
    target_compile_definitions(${name} PRIVATE
        PAMPHLET_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
        PAMPHLET_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
        PAMPHLET_SHARED="${PROJECT_SOURCE_DIR}/../shared"
        PAMPHLET_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
    if(arg_OFFSCREEN)
        get_property(precompiled GLOBAL PROPERTY PAMPHLET_WIDGETS_PCH)
    else()
        set(precompiled pamphlet_test_headers)
    endif()
    target_link_libraries(${name} PRIVATE pamphlet_test_options)
    if(arg_SOURCES MATCHES "\\.h(;|$)")
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    else()
        # A test of one file knows what moc has to read: AUTOMOC's own steps would take as long as half of the compilation.
        list(GET arg_SOURCES 0 source)
        cmake_path(GET source STEM stem)
        set(moc "${CMAKE_CURRENT_BINARY_DIR}/${name}_moc/${stem}.moc")
        qt_generate_moc("${source}" "${moc}" TARGET ${name})
        target_sources(${name} PRIVATE "${moc}")
        target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${name}_moc")
    endif()
    target_precompile_headers(${name} REUSE_FROM ${precompiled})
    add_test(NAME ${name} COMMAND ${name})
    set(env ${arg_ENV})
    if(arg_OFFSCREEN)
        list(APPEND env QT_QPA_PLATFORM=offscreen)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    file(RELATIVE_PATH room "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
    string(REGEX REPLACE "/.*" "" room "${room}")
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} ENVIRONMENT "${env}" LABELS "${room};${arg_LABELS}")
    if(NOT TARGET pamphlet_tests_${room})
        add_custom_target(pamphlet_tests_${room})
    endif()
    add_dependencies(pamphlet_tests_${room} ${name})
    if(arg_COST)
        set_tests_properties(${name} PROPERTIES COST ${arg_COST})
    endif()
    if(arg_RESOURCE_LOCK)
        set_tests_properties(${name} PROPERTIES RESOURCE_LOCK ${arg_RESOURCE_LOCK})
    endif()
endfunction()

function(_pamphlet_prepare name qt)
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "^${PROJECT_SOURCE_DIR}/(ui|app)(/|$)")
        target_link_libraries(${name} PRIVATE pamphlet_quick_options)
    endif()
    if(qt)
        set_target_properties(${name} PROPERTIES AUTOMOC ON AUTORCC ON)
    endif()
    # A precompiled header pays where several files use it: a test of one file is built faster without.
    get_target_property(sources ${name} SOURCES)
    list(FILTER sources INCLUDE REGEX "\\.cpp$")
    list(LENGTH sources count)
    get_target_property(precompiled ${name} PAMPHLET_PRECOMPILED)
    if(count LESS 4 AND NOT precompiled)
        return()
    endif()
    # Qt Widgets takes 20 seconds: precompiled once, for the first library that needs it, and used by all.
    if(qt)
        get_target_property(libraries ${name} LINK_LIBRARIES)
        if("Qt6::Widgets" IN_LIST libraries)
            get_property(shared GLOBAL PROPERTY PAMPHLET_WIDGETS_PCH)
            if(shared)
                target_precompile_headers(${name} REUSE_FROM ${shared})
                return()
            endif()
            set_property(GLOBAL PROPERTY PAMPHLET_WIDGETS_PCH ${name})
            target_precompile_headers(${name} PRIVATE <QtWidgets>)
        endif()
    endif()
    target_precompile_headers(${name} PRIVATE
        $<$<COMPILE_LANGUAGE:CXX>:<algorithm$<ANGLE-R>>
        $<$<COMPILE_LANGUAGE:CXX>:<functional$<ANGLE-R>>
        $<$<COMPILE_LANGUAGE:CXX>:<map$<ANGLE-R>>
        $<$<COMPILE_LANGUAGE:CXX>:<memory$<ANGLE-R>>
        $<$<COMPILE_LANGUAGE:CXX>:<string$<ANGLE-R>>
        $<$<COMPILE_LANGUAGE:CXX>:<vector$<ANGLE-R>>
        $<$<COMPILE_LANGUAGE:CXX>:<tl/expected.hpp$<ANGLE-R>>)
    if(qt)
        if("Qt6::Test" IN_LIST libraries)
            target_precompile_headers(${name} PRIVATE <QTest>)
        endif()
        target_precompile_headers(${name} PRIVATE <QObject> <QString> <QStringList>)
    endif()
endfunction()
