// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a PAM file, read as each libpam would: no byte lost, no crash, and the effective stack comes to an end.
#include "core/pam/stack/effectivestack.h"
#include "core/pam/syntax/document.h"
#include "core/tree/memorytree.h"

#include <cstdint>
#include <cstdlib>

using namespace pamphlet;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char *>(data), size);
    MemoryTree tree;
    tree.setFile("/etc/pam.d/x", bytes);
    tree.setFile("/etc/pam.d/other", "auth required pam_deny.so\n");
    for (const pam::LibpamProfile &profile : pam::libpamProfiles()) {
        for (const pam::Syntax syntax : {pam::Syntax::PamD, pam::Syntax::PamConf}) {
            const pam::Document document = pam::Document::parse(bytes, profile, syntax);
            std::size_t end = 0;
            for (const pam::Node &node : document.nodes()) {
                if (node.span.begin != end || node.span.end <= node.span.begin)
                    std::abort();
                end = node.span.end;
            }
            if (end != bytes.size() || document.text() != bytes)
                std::abort();
        }
        (void)pam::effectiveStack(tree, profile, "x");
    }
    return 0;
}
