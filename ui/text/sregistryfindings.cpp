// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/findingrows.h"

#include <QCoreApplication>

namespace pamphlet::ui::text {

namespace {

constexpr FindingText texts[] = {
    {"SRG001", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "A file that a registry has is missing here (%1). Restore it, or name the registry's own directory.")},
    {"SRG002", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Files of two versions of the registry are mixed (%1). Remove those that are not of yours.")},
    {"SRG003", anyArgument, "", QT_TRANSLATE_NOOP("text", "This file cannot be used (%1). Correct it.")},
    {"SRG010", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The plugin pam_auth is off, so nobody logs in through PAM. Switch it on if users of the host should.")},
    {"SRG011", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "A comma is missing: Python puts the two strings together to one name, “%1”. Add the comma.")},
    {"SRG012", 1, "", QT_TRANSLATE_NOOP("text", "There is no plugin “%1”, so the registry does not start. Correct or remove the name.")},
    {"SRG012", anyArgument, "", QT_TRANSLATE_NOOP("text", "There is no plugin “%1”, so the registry does not start. Write “%2”.")},
    {"SRG013", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This list of plugins has no effect: %1 decides. Remove it, and change the list there.")},
    {"SRG014", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The plugins were loaded when this file is read, so its list has no effect: %1 decides. Change it there.")},
    {"SRG015", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This replaces the list of plugins in line %1, which has no effect then. Keep one of the two.")},
    {"SRG016", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "SREGISTRY_PLUGINS_ENABLED has no effect here: %1 decides over the plugins. Change the list there.")},
    {"SRG017", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "Behind the commented entry “%1” a comma is missing: uncommented, it swallows the next one. Add the comma.")},
    {"SRG020", 0, "",
     QT_TRANSLATE_NOOP("text",
                       "The plugin pam_auth is on, but the image gets no django-pam, so the registry does not start. Install it in the "
                       "Dockerfile.")},
    {"SRG020", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The plugin pam_auth is on, but the image gets no django-pam, so the registry does not start. Build it with “--build-arg "
         "%1=true”, or set that here.")},
    {"SRG021", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The Dockerfile runs “%1” as a command, and there is none of that name. Write true or false, in lower case.")},
    {"SRG022", anyArgument, "", QT_TRANSLATE_NOOP("text", "No stage of the image sees an ARG above FROM. Move the line below FROM.")},
    {"SRG023", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The image %1 comes ready-made, without django-pam. Build it from this directory, under that name.")},
    {"SRG030", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The container has its own %1, so it knows no user of the host. Mount the host's, read-only.")},
    {"SRG031", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The container could change the host's %1, and with it who may log in to the host. Mount it read-only (:ro).")},
    {"SRG032", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The container sees the host's %1, but the plugin that needs it is off. Remove the line, or switch pam_auth on.")},
    {"SRG033", anyArgument, "", QT_TRANSLATE_NOOP("text", "The host's %1 is mounted in the place of %2. Let both names be the same.")},
    {"SRG034", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "Through volumes_from the service %1 gets the host's accounts too, hashes of passwords included. Name the volumes that "
         "it needs instead.")},
    {"SRG035", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "Programs such as useradd and passwd replace these files, and the container keeps the old ones. Restart it after such a "
         "change.")},
    {"SRG036", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The PAM service “%1” of the container decides, not that of the host, and everyone it lets in gets an account of the "
         "registry. Check that this is meant.")},
    {"SRG040", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The host's /etc/passwd hides that of the nginx image, and has no user nginx, so nginx does not start. Run “%1” on the host.")},
    {"SRG041", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The host has no group nginx, into which the user nginx of the host belongs. Run “%1” on the host.")},
    {"SRG042", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The host's accounts could not be read, so whether it has a user nginx is not known. Look into /etc/passwd.")},
};

} // namespace

std::span<const FindingText> sregistryFindings()
{
    return texts;
}

} // namespace pamphlet::ui::text
