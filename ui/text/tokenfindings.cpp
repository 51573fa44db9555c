// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/printable.h"
#include "ui/text/sentence.h"
#include "ui/text/tokentext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <iterator>

namespace pamphlet::ui::text {

namespace {

constexpr FindingText tokenTexts[] = {
    {"TOK001", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The token service's file cannot be read (%1). Name the right file, or read it as a user who may.")},
    {"TOK002", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This is no YAML (%1): the token service answers every request with an error. Repair the line.")},
    {"TOK003", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This is not DockerAuthentication's file: it is another program's, or no map at all. Name the right file.")},
    {"TOK004", anyArgument, "", QT_TRANSLATE_NOOP("text", "“%1” is missing, and the token service needs it. Add it.")},
    {"TOK005", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "“%1” is %2 here, but has to be %3: no token can be made, or registries refuse it. Write %3, in quotes if need be.")},
    {"TOK006", 1, "", QT_TRANSLATE_NOOP("text", "The token service does not know “%1” and ignores it without a word. Remove it.")},
    {"TOK006", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The token service does not know “%1” and ignores it without a word. Probably “%2” is meant.")},
    {"TOK007", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "“%1” is there already, in line %2: some readers refuse the file, others take one of the two. Remove one.")},
    {"TOK008", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The blacklist is %1, not a list: it counts for nothing, or with PHP 8 every login fails. Write a list.")},
    {"TOK009", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This entry of the blacklist (%1) is %2 for YAML, and not the name of a user. Write the name in quotes.")},
    {"TOK010", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The token service reads config.yml and no other name, so never this file (%1). Rename it.")},
    {"TOK011", anyArgument, "", QT_TRANSLATE_NOOP("text", "“%1” is empty. It is accepted, but nothing good comes of it. Write a value.")},
    {"TOK020", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The registry's file cannot be read (%1). Name the right file, or read it as a user who may.")},
    {"TOK021", anyArgument, "", QT_TRANSLATE_NOOP("text", "This is no YAML (%1): the registry does not start. Repair the line.")},
    {"TOK022", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Without “auth” the registry lets everybody read and write everything. Add “auth” with “token” in it.")},
    {"TOK023", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The registry allows one type of authentication and does not start with several (%1). Remove all but “token”.")},
    {"TOK024", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The registry authenticates by “%1” and never looks at a token. Replace it by “token”.")},
    {"TOK025", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "“%1” is missing, and the registry does not start without it. Add it; keys are in lower case.")},
    {"TOK026", anyArgument, "", QT_TRANSLATE_NOOP("text", "“%1” is %2 here, but has to be %3: the registry does not start. Write %3.")},
    {"TOK027", 1, "", QT_TRANSLATE_NOOP("text", "The registry does not know “%1” and ignores it without a word. Remove it.")},
    {"TOK027", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The registry does not know “%1” and ignores it without a word. Probably “%2” is meant.")},
    {"TOK028", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Registry 2.8 ignores “%1”: only 3.x knows it. Remove it, or say that the registry is 3.x.")},
    {"TOK029", 1, "",
     QT_TRANSLATE_NOOP("text",
                       "Registry 3.x does not know the algorithm “%1” and does not start. Write RS256, ES256 or one of their like.")},
    {"TOK029", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Registry 3.x does not know the algorithm “%1” and does not start. Probably %2 is meant.")},
    {"TOK030", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Tokens are signed with %1, which this list leaves out: every token is refused. Add it.")},
    {"TOK031", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The registry sends clients to “%1” on its own host instead of to the realm. Turn autoredirect off, unless a proxy "
                       "there serves that path.")},
    {"TOK040", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The token service's issuer is “%1”, the registry trusts “%2”: every token is refused. Write the same in both; a "
                       "slash at the end counts.")},
    {"TOK041", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The token service's audience is “%1”, but the registry's service is “%2”: every token is refused. Write the same "
                       "in both.")},
    {"TOK042", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Clients ask for tokens at “%1”, but the token service answers under %2 only. Correct the path.")},
    {"TOK043", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Passwords of this machine's users travel unencrypted to “%1”. Serve the token service by https.")},
    {"TOK044", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "“%1” is no address at which clients could ask. Write all of it: https://HOST/docker/v2/token.")},
    {"TOK050", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The private key %1 cannot be read (%2). Correct private_key, which counts from the directory of config.yml, or "
                       "create a key.")},
    {"TOK051", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text",
         "The private key %1 is encrypted, and nobody is there to type the passphrase. Create one without, protected by its mode.")},
    {"TOK052", anyArgument, "", QT_TRANSLATE_NOOP("text", "There is no usable private key in %1 (%2). Name the private key.")},
    {"TOK053", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "DockerAuthentication signs with RSA keys only, and that in %1 is another one (%2). Create an RSA key.")},
    {"TOK054", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The key in %1 is so small that it can be broken (%2). Create one of 2048 bits or more.")},
    {"TOK055", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "Too many may read or change the private key %1 (mode %2): whoever reads it makes tokens for anybody. Run chmod %3 "
                       "and create a new one.")},
    {"TOK056", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The private key %1 can be downloaded: a web server serves %2. Move it out of there, and create a new one.")},
    {"TOK057", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "%1 can be downloaded: a web server serves %2. Deny it in the web server's configuration.")},
    {"TOK058", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "%1 holds refresh tokens, which never expire, and can be downloaded: a web server serves %2. Deny it, and change "
                       "the key.")},
    {"TOK059", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "%1 cannot be found here (%2); a registry in a container has paths of its own. Tell which file it is on this "
                       "machine.")},
    {"TOK060", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The certificates in %1 cannot be read (%2): the registry does not start. Name the right file.")},
    {"TOK061", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "There is no certificate in %1: the registry does not start. Put that of the key in.")},
    {"TOK062", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This block holds no certificate: the registry does not start. Remove or replace it.")},
    {"TOK063", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Registry 2.8 does not know keys of this type (%1) and does not start. Remove the certificate.")},
    {"TOK064", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "No certificate in %2 belongs to the key %1: every token is refused. Put its own certificate in.")},
    {"TOK065", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The certificate of %1 has expired (%2): tokens that bring it along are refused, others are not. Make a new one.")},
    {"TOK066", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The certificate of %1 is not valid yet (%2): tokens that bring it along are refused. Check the clock.")},
    {"TOK067", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "Whoever has a certificate of this authority (%1) makes tokens for this registry. Use a self-signed certificate for "
                       "tokens alone.")},
    {"TOK068", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The key's certificate (%1) is from %2: when it is renewed with a new key, tokens are refused until the registry "
                       "is restarted. Use a self-signed one.")},
    {"TOK069", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "A private key (%1) lies among the certificates: whoever reads them makes tokens. Remove the block.")},
    {"TOK070", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Registries skip this block (%1). Remove it, or convert it to a certificate with openssl x509.")},
    {"TOK071", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "Tokens of another key are accepted too, that of %1. Remove its certificate when none of them is left.")},
    {"TOK072", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "Everything that this authority (%1) has issued makes tokens for this registry. Remove it, unless it is yours and "
                       "issues nothing else.")},
    {"TOK080", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "Tokens call the key %1, but registry 3.x calls it %2 and refuses them. Give it a jwks file with the first one as "
                       "“kid”.")},
    {"TOK081", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "The file of jwks, %1, cannot be read (%2): registry 3.x does not start. Name the right file.")},
    {"TOK082", anyArgument, "",
     QT_TRANSLATE_NOOP("text", "This is no set of JSON Web Keys (%1): registry 3.x does not start. Write {\"keys\": […]}.")},
    {"TOK083", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "Registry 3.0 has one name for all keys of this type (%1), and only the last of them counts. Use 3.1, or an RSA key.")},
    {"TOK084", anyArgument, "",
     QT_TRANSLATE_NOOP(
         "text", "Registry 3.x would refuse these tokens: they call the key %1, and it looks for %2. With 2.8 there is nothing to do.")},
    {"TOK085", anyArgument, "",
     QT_TRANSLATE_NOOP("text",
                       "The private key %1 cannot be read by who asks (%2), as it should be: whether it belongs to the certificates was "
                       "not looked at. Check as root or as the web server's user.")},
};

struct TokenTypeText {
    std::string_view word;
    const char *text;
};

/// Setting::found, and what is needed instead.
constexpr TokenTypeText typeTexts[] = {
    {"null", QT_TRANSLATE_NOOP("text", "nothing")},     {"boolean", QT_TRANSLATE_NOOP("text", "a truth value")},
    {"integer", QT_TRANSLATE_NOOP("text", "a number")}, {"float", QT_TRANSLATE_NOOP("text", "a number")},
    {"string", QT_TRANSLATE_NOOP("text", "text")},      {"list", QT_TRANSLATE_NOOP("text", "a list")},
    {"map", QT_TRANSLATE_NOOP("text", "a map")},        {"other", QT_TRANSLATE_NOOP("text", "something else")},
};

/// Which argument of a finding is a type's word.
struct TypeArgument {
    std::string_view id;
    std::size_t argument;
};
constexpr TypeArgument typeArguments[] = {{"TOK005", 1}, {"TOK005", 2}, {"TOK008", 0}, {"TOK009", 1}, {"TOK026", 1}, {"TOK026", 2}};

QStringList argumentTexts(const token::Finding &finding)
{
    QStringList texts;
    for (std::size_t i = 0; i < finding.arguments.size(); ++i) {
        const bool isType = std::any_of(std::begin(typeArguments), std::end(typeArguments),
                                        [&](const TypeArgument &row) { return row.id == finding.id && row.argument == i; });
        const auto word = std::find_if(std::begin(typeTexts), std::end(typeTexts),
                                       [&](const TokenTypeText &row) { return row.word == finding.arguments[i]; });
        texts.append(isType && word != std::end(typeTexts) ? sentence(word->text) : printable(finding.arguments[i]));
    }
    return texts;
}

struct TokenFixText {
    std::string_view id;
    std::size_t argument;
    std::string_view value;
    const char *title;
};

constexpr TokenFixText tokenFixes[] = {
    {"TOK005", anyArgument, "", QT_TRANSLATE_NOOP("text", "Write it in quotes")},
    {"TOK006", anyArgument, "", QT_TRANSLATE_NOOP("text", "Rename it to “%2”")},
    {"TOK008", 0, "null", QT_TRANSLATE_NOOP("text", "Remove it")},
    {"TOK008", anyArgument, "", QT_TRANSLATE_NOOP("text", "Make it a list")},
    {"TOK009", anyArgument, "", QT_TRANSLATE_NOOP("text", "Write it in quotes")},
    {"TOK026", 2, "boolean", QT_TRANSLATE_NOOP("text", "Write it without quotes")},
    {"TOK026", anyArgument, "", QT_TRANSLATE_NOOP("text", "Write it in quotes")},
    {"TOK027", anyArgument, "", QT_TRANSLATE_NOOP("text", "Rename it to “%2”")},
    {"TOK040", anyArgument, "", QT_TRANSLATE_NOOP("text", "Write “%1” here")},
    {"TOK041", anyArgument, "", QT_TRANSLATE_NOOP("text", "Write “%1” here")},
    {"TOK042", anyArgument, "", QT_TRANSLATE_NOOP("text", "Add %2")},
    {"TOK055", anyArgument, "", QT_TRANSLATE_NOOP("text", "Change its mode to %3")},
};

template<class Row>
bool isRowOf(const Row &row, const token::Finding &finding)
{
    return row.id == finding.id
        && (row.argument == anyArgument || (row.argument < finding.arguments.size() && finding.arguments[row.argument] == row.value));
}

} // namespace

std::span<const FindingText> tokenFindings()
{
    return tokenTexts;
}

QString findingMessage(const token::Finding &finding)
{
    const auto row = std::find_if(std::begin(tokenTexts), std::end(tokenTexts),
                                  [&finding](const FindingText &text) { return isRowOf(text, finding); });
    if (row == std::end(tokenTexts)) // a newer id than this table, from a program that is not this one
        return sentence(QT_TRANSLATE_NOOP("text", "Something is wrong here (%1)."), {printable(finding.id)});
    return sentence(row->message, argumentTexts(finding));
}

QString fixTitle(const token::Finding &finding)
{
    if (finding.fix.empty())
        return {};
    const auto row = std::find_if(std::begin(tokenFixes), std::end(tokenFixes),
                                  [&finding](const TokenFixText &text) { return isRowOf(text, finding); });
    return row == std::end(tokenFixes) ? sentence(QT_TRANSLATE_NOOP("text", "Repair")) : sentence(row->title, argumentTexts(finding));
}

} // namespace pamphlet::ui::text
