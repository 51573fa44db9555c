# SPDX-FileCopyrightText: 2026 The Pamphlet developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finds what Pamphlet stands on. Whatever is missing is named at once, all of it, with the package of each distribution.
# Why each is needed: docs/decisions/0002-dependencies.md.

set(_pamphlet_missing "")

macro(_pamphlet_need found what debian fedora arch)
    if(NOT ${found})
        string(APPEND _pamphlet_missing
            "  ${what}\n      Debian, Ubuntu: ${debian}\n      Fedora: ${fedora}\n      Arch: ${arch}\n")
    endif()
endmacro()

find_package(PkgConfig QUIET)
_pamphlet_need(PKG_CONFIG_FOUND "pkg-config" pkgconf pkgconf-pkg-config pkgconf)

find_package(Qt6 6.4 QUIET COMPONENTS Core Gui Widgets DBus LinguistTools Test)
_pamphlet_need(Qt6_FOUND "Qt 6.4 or newer (Core, Gui, Widgets, DBus, LinguistTools, Test)"
    "qt6-base-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools" "qt6-qtbase-devel qt6-qttools-devel" "qt6-base qt6-tools")

find_package(tl-expected QUIET)
_pamphlet_need(tl-expected_FOUND "tl::expected" libexpected-dev expected-devel tl-expected)

find_path(DTL_INCLUDE_DIR dtl/dtl.hpp)
_pamphlet_need(DTL_INCLUDE_DIR "dtl (diff template library)" libdtl-dev dtl-devel dtl)

find_package(nlohmann_json 3.9 QUIET)
_pamphlet_need(nlohmann_json_FOUND "nlohmann-json 3.9 or newer" nlohmann-json3-dev json-devel nlohmann-json)

find_package(CLI11 QUIET)
_pamphlet_need(CLI11_FOUND "CLI11" libcli11-dev cli11-devel cli11)

find_package(OpenSSL 3 QUIET COMPONENTS Crypto)
_pamphlet_need(OPENSSL_FOUND "OpenSSL 3 (libcrypto)" libssl-dev openssl-devel openssl)

find_package(ZLIB QUIET)
_pamphlet_need(ZLIB_FOUND "zlib" zlib1g-dev zlib-devel zlib)

find_package(yaml-cpp 0.7 QUIET)
_pamphlet_need(yaml-cpp_FOUND "yaml-cpp 0.7 or newer" libyaml-cpp-dev yaml-cpp-devel yaml-cpp)

find_path(PAM_INCLUDE_DIR security/pam_appl.h)
find_library(PAM_LIBRARY pam)
if(PAM_INCLUDE_DIR AND PAM_LIBRARY)
    set(PAM_FOUND TRUE)
endif()
_pamphlet_need(PAM_FOUND "Linux-PAM 1.4 or newer" libpam0g-dev pam-devel pam)

if(PKG_CONFIG_FOUND)
    pkg_check_modules(PolkitGobject QUIET IMPORTED_TARGET polkit-gobject-1)
    pkg_check_modules(PolkitAgent QUIET IMPORTED_TARGET polkit-agent-1)
    pkg_check_modules(LibDBus QUIET IMPORTED_TARGET dbus-1)
endif()
_pamphlet_need(LibDBus_FOUND "libdbus 1" libdbus-1-dev dbus-devel dbus)
_pamphlet_need(PolkitGobject_FOUND "libpolkit-gobject-1" libpolkit-gobject-1-dev polkit-devel polkit)
_pamphlet_need(PolkitAgent_FOUND "libpolkit-agent-1" libpolkit-agent-1-dev polkit-devel polkit)

# Debian 12 has no polkit-qt for Qt 6: `./dev setup` builds it from Debian's own source into the build tree.
find_package(PolkitQt6-1 QUIET HINTS "${PROJECT_SOURCE_DIR}/build/deps/polkit-qt6")
_pamphlet_need(PolkitQt6-1_FOUND "polkit-qt for Qt 6"
    "libpolkit-qt6-1-dev (Debian 12: ./dev setup builds it)" polkit-qt6-1-devel polkit-qt6)

if(_pamphlet_missing)
    message(FATAL_ERROR "Pamphlet cannot be built yet. Missing:\n${_pamphlet_missing}"
        "On Debian and Ubuntu ./dev setup installs all of it.")
endif()

add_library(pamphlet_dtl INTERFACE)
target_include_directories(pamphlet_dtl SYSTEM INTERFACE "${DTL_INCLUDE_DIR}")

# The target has a namespace since 0.8.
add_library(pamphlet_yamlcpp INTERFACE)
target_link_libraries(pamphlet_yamlcpp INTERFACE $<IF:$<TARGET_EXISTS:yaml-cpp::yaml-cpp>,yaml-cpp::yaml-cpp,yaml-cpp>)

add_library(pamphlet_pam INTERFACE)
target_include_directories(pamphlet_pam SYSTEM INTERFACE "${PAM_INCLUDE_DIR}")
target_link_libraries(pamphlet_pam INTERFACE "${PAM_LIBRARY}")
