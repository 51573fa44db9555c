// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pam/modules/gunzip.h"
#include "core/pam/modules/manpage.h"
#include "core/pam/modules/roff.h"

#include <QTest>

#include <algorithm>

using namespace pamphlet;
using namespace pamphlet::pam;

class TestManPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsText_data();
    void showsText();
    void showsMacros_data();
    void showsMacros();
    void readsPages_data();
    void readsPages();
    void readsTags_data();
    void readsTags();
    void survives_data();
    void survives();
    void unzips_data();
    void unzips();
};

namespace {

/// "name=value/choices|sentence" of each argument.
QByteArrayList described(const ManPage &page)
{
    QByteArrayList list;
    for (const ModuleArgument &argument : page.arguments) {
        std::string text = argument.name;
        if (argument.type != ArgumentType::Flag) {
            text += argument.bare ? "[=]" : "=";
            for (const std::string &choice : argument.choices)
                text += '/' + choice;
        }
        list.append(QByteArray::fromStdString(text + '|' + argument.summary));
    }
    return list;
}

// As docbook's stylesheets write it.
const char *const docbookPage = R"('\" t
.\"     Title: pam_x
.TH "PAM_X" "8" "09/03/2021" "Linux-PAM Manual" "Linux-PAM Manual"
.ie \n(.g .ds Aq \(aq
.el       .ds Aq '
.SH "NAME"
pam_x \- Does what it\*(Aqs told
.SH "SYNOPSIS"
.HP \w'\fBpam_x\&.so\fR\ 'u
\fBpam_x\&.so\fR [debug] [remember=\fIn\fR]
.SH "DESCRIPTION"
.PP
Much text\&.
.SH "OPTIONS"
.PP
Before the first\&.
.PP
\fBdebug\fR
.RS 4
Logs more via
\fBsyslog\fR(3)\&. And more\&.
.RE
.PP
\fBremember=\fR\fB\fIn\fR\fR
.RS 4
Keeps \fIn\fR passwords, e\&.g\&. 5\&. Not more\&.
.PP
A second paragraph\&.
.RE
.PP
{preauth|authfail|authsucc}
.RS 4
Where it stands:
.PP
nested=1
.RS 4
A list inside\&.
.RE
.RE
.PP
\fBitem=\fR\fB[tty|user]\fR
.RS 4
What is listed\&.
.RE
.PP
Just a sentence that ends the section\&.
.SH "RETURN VALUES"
.PP
PAM_SUCCESS
.RS 4
Fine\&.
.RE
)";

// As people write man(7).
const char *const handPage = R"(.TH pam_y 8
.SH NAME
pam_y \- a module
.SH OPTIONS
.TP
.B use_first_pass
Takes the password.
.TP
.BI minimum_uid= UID
Ignores
.B users
with a lower uid. And so on.
.TP
\fBconf\fP=\fI/path/to/file\fP
.TQ
.B config=file
Two names.
.IP "alt_map=<format>" 4
.IX Item "alt_map=<format>"
As \f(CW\*(C`pod2man\*(C'\fR writes it\-in Perl.
.IP \(bu 2
Not an argument.
.SH FILES
.TP
.B /etc/y
Not an argument either.
)";

const char *const mdocPage = R"(.Dd May 1, 2020
.Dt PAM_Z 8
.Os
.Sh NAME
.Nm pam_z
.Nd checks
.Em everything
.Sh PAM ARGUMENTS
The arguments are:
.Bl -tag -width xxxx
.It Cm debug
Logs more to
.Xr syslog 3 .
It is
.Dq useful .
.It Cm conf Ns = Ns Ar file
Reads
.Pa file
instead.
.Bl -bullet
.It
inner
.It Cm nested
inner
.El
.It Xo
.Cm ignored
.Xc
A frame.
.El
.Sh SEE ALSO
.Xr pam 3
)";

} // namespace

void TestManPage::showsText_data()
{
    QTest::addColumn<QByteArray>("escaped");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray("plain text") << QByteArray("plain text");
    QTest::newRow("fonts") << QByteArray("\\fBb\\fR\\f(CWc\\fP\\f[BI]d\\fR") << QByteArray("bcd");
    QTest::newRow("hyphens and nothing") << QByteArray("a\\-b\\&.\\|\\^\\%c\\c") << QByteArray("a-b.c");
    QTest::newRow("quotes") << QByteArray("\\(aqx\\(aq \\*(Aqy\\*(Aq \\*(L\"z\\*(R\"") << QByteArray("'x' 'y' \"z\"");
    QTest::newRow("named character") << QByteArray("\\(lqa\\(rq\\[em]") << QByteArray("\u201ca\u201d\u2014");
    QTest::newRow("code point") << QByteArray("\\[u2019]\\[u1F600]") << QByteArray("\u2019\U0001F600");
    QTest::newRow("code point that drives a terminal") << QByteArray("\\[u001B][31m\\[u009B]1m") << QByteArray("[31m1m");
    QTest::newRow("surrogate, beyond Unicode, too short") << QByteArray("\\[uD800]\\[u110000]\\[u41]") << QByteArray();
    QTest::newRow("comment") << QByteArray("a \\\" not this") << QByteArray("a ");
    QTest::newRow("size") << QByteArray("\\s-1A\\s0\\s+(12B\\s[10]C") << QByteArray("ABC");
    QTest::newRow("motion") << QByteArray("a\\h'-04'b\\v'1'c") << QByteArray("abc");
    QTest::newRow("backslash") << QByteArray("a\\eb\\\\c") << QByteArray("a\\b\\c");
    QTest::newRow("control characters") << QByteArray("a\x1b[1m\tb\0c", 9) << QByteArray("a [1m b c");
    QTest::newRow("cut off in an escape") << QByteArray("a\\") << QByteArray("a");
    QTest::newRow("cut off in a font") << QByteArray("a\\f") << QByteArray("a");
    QTest::newRow("cut off in a long name") << QByteArray("a\\[em") << QByteArray("a\u2014");
    QTest::newRow("cut off in a short name") << QByteArray("a\\(e") << QByteArray("a");
    QTest::newRow("cut off in a motion") << QByteArray("a\\h'x") << QByteArray("a");
}

void TestManPage::showsText()
{
    QFETCH(QByteArray, escaped);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(roffText(escaped.toStdString())), text);
}

void TestManPage::showsMacros_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("bold words") << QByteArray(".B one two") << QByteArray("one two");
    QTest::newRow("fonts in turn") << QByteArray(".BR syslog (3),") << QByteArray("syslog(3),");
    QTest::newRow("quotes") << QByteArray(".B \"one  \"\"two\"\"\" three") << QByteArray("one  \"two\" three");
    QTest::newRow("open quote") << QByteArray(".B \"one two") << QByteArray("one two");
    QTest::newRow("comment behind") << QByteArray(".B one \\\" two") << QByteArray("one");
    QTest::newRow("blank behind the point") << QByteArray(".  B one") << QByteArray("one");
    QTest::newRow("other control character") << QByteArray("'B one") << QByteArray("one");
    QTest::newRow("reference") << QByteArray(".Xr syslog 3 .") << QByteArray("syslog(3).");
    QTest::newRow("no space") << QByteArray(".Cm conf Ns = Ns Ar file ,") << QByteArray("conf=file,");
    QTest::newRow("flag") << QByteArray(".Fl v Ar level") << QByteArray("-v level");
    QTest::newRow("request that shows nothing") << QByteArray(".sp 1") << QByteArray();
    QTest::newRow("carriage return") << QByteArray(".B one\r") << QByteArray("one");
}

void TestManPage::showsMacros()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, shown);
    const std::vector<RoffLine> lines = roffLines(line.toStdString());
    QCOMPARE(lines.size(), 1U);
    QCOMPARE(QByteArray::fromStdString(roffShown(lines.front())), shown);
}

void TestManPage::readsPages_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("summary");
    QTest::addColumn<QByteArrayList>("arguments");
    QTest::newRow("docbook") << QByteArray(docbookPage) << "Does what it's told"
                             << QByteArrayList{"debug|Logs more via syslog(3)", "remember=|Keeps n passwords, e.g. 5",
                                               "preauth|Where it stands",       "authfail|Where it stands",
                                               "authsucc|Where it stands",      "item=/tty/user|What is listed"};
    QTest::newRow("by hand") << QByteArray(handPage) << "a module"
                             << QByteArrayList{"use_first_pass|Takes the password", "minimum_uid=|Ignores users with a lower uid",
                                               "conf=|Two names", "config=|Two names", "alt_map=|As pod2man writes it-in Perl"};
    QTest::newRow("mdoc") << QByteArray(mdocPage) << "checks everything"
                          << QByteArrayList{"debug|Logs more to syslog(3)", "conf=|Reads file instead", "ignored|A frame"};
    QTest::newRow("without sections") << QByteArray("just text\n") << QString() << QByteArrayList();
    QTest::newRow("without a dash") << QByteArray(".SH NAME\npam_x\n.SH OPTIONS\nNone.\n") << QString() << QByteArrayList();
    QTest::newRow("a flag that may have a value, on two tags") << QByteArray(".SH OPTIONS\n.TP\ndebug\n.TP\ndebug=[on|off]\nLogs more.\n")
                                                               << QString() << QByteArrayList{"debug[=]/on/off|Logs more"};
    QTest::newRow("a name that comes again") << QByteArray(".SH OPTIONS\n.TP\na\nFirst.\n.TP\na\nSecond.\n") << QString()
                                             << QByteArrayList{"a|First"};
    QTest::newRow("carriage returns") << QByteArray(".SH NAME\r\npam_x - y\r\n.SH OPTIONS\r\n.TP\r\na\r\nFirst.\r\n") << "y"
                                      << QByteArrayList{"a|First"};
}

void TestManPage::readsPages()
{
    QFETCH(QByteArray, page);
    QFETCH(QString, summary);
    QFETCH(QByteArrayList, arguments);
    const ManPage read = parseManPage(page.toStdString());
    QCOMPARE(QString::fromStdString(read.summary), summary);
    QCOMPARE(described(read), arguments);
}

void TestManPage::readsTags_data()
{
    QTest::addColumn<QByteArray>("tag");
    QTest::addColumn<QByteArrayList>("arguments");
    QTest::addColumn<int>("type"); // of the first
    const auto row = [](const char *tag, const QByteArrayList &arguments, ArgumentType type = ArgumentType::Flag) {
        QTest::newRow(tag) << QByteArray(tag) << arguments << static_cast<int>(type);
    };
    row("nullok", {"nullok"});
    row("max-tries=N", {"max-tries="}, ArgumentType::Number);
    row("timeout=seconds", {"timeout="}, ArgumentType::Duration);
    row("config=/etc/x.conf", {"config="}, ArgumentType::Path);
    row("file=filename", {"file="}, ArgumentType::Path);
    row("group=<groupname>", {"group="}, ArgumentType::Group);
    row("umask=mask", {"umask="}, ArgumentType::Octal);
    row("authtok_type=XXX", {"authtok_type="}, ArgumentType::Text);
    row("class=", {"class="}, ArgumentType::Text);
    row("debug[=]", {"debug[=]"}, ArgumentType::Text);
    row("debug[=yes|no]", {"debug[=]/yes/no"}, ArgumentType::Choice);
    row("readenv=0|1", {"readenv=/0/1"}, ArgumentType::Choice);
    row("[prompt=your prompt here]", {"prompt="}, ArgumentType::Text);
    row("try_first_pass|use_first_pass|forward_pass", {"try_first_pass", "use_first_pass", "forward_pass"});
    row("a, b", {"a", "b"});
    row("field < number", {});
    row("GLOBAL OPTIONS", {});
    row("PAM_SUCCESS", {});
    row("-d", {});
    row("Where value can be one of: success.", {});
    row("$XDG_SEAT", {});
    row("=", {});
    row("{}", {});
    row("|", {});
}

void TestManPage::readsTags()
{
    QFETCH(QByteArray, tag);
    QFETCH(QByteArrayList, arguments);
    QFETCH(int, type);
    const ManPage read = parseManPage(".SH OPTIONS\n.TP\n" + tag.toStdString() + "\nText.\n");
    QByteArrayList names;
    for (const QByteArray &argument : described(read))
        names.append(argument.left(argument.indexOf('|')));
    QCOMPARE(names, arguments);
    if (!read.arguments.empty())
        QCOMPARE(static_cast<int>(read.arguments.front().type), type);
}

void TestManPage::survives_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("points") << QByteArray(1 << 20, '.');
    QTest::newRow("backslashes") << QByteArray(1 << 20, '\\');
    QTest::newRow("lines of points") << QByteArray(".\n").repeated(1 << 19);
    QTest::newRow("a name of 1 MiB") << ".SH NAME\nx - " + QByteArray(1 << 20, 'y');
    QTest::newRow("a tag of 1 MiB") << ".SH OPTIONS\n.TP\n" + QByteArray(1 << 20, 'y') + "\nz\n";
    QTest::newRow("brackets") << ".SH OPTIONS\n.TP\n" + QByteArray(1 << 16, '[') + QByteArray(1 << 16, ']') + "\nz\n";
    QTest::newRow("indents") << ".SH OPTIONS\n" + QByteArray(".RS\n").repeated(1 << 18);
    QTest::newRow("lists") << ".Sh OPTIONS\n" + QByteArray(".Bl\n.It x\n").repeated(1 << 16);
    QTest::newRow("ends only") << ".SH OPTIONS\n" + QByteArray(".RE\n.El\n").repeated(1000);
    QTest::newRow("characters of several bytes, cut") << ".SH NAME\nx - " + QByteArray("\u20ac").repeated(1000);
    QByteArray many(".SH OPTIONS\n");
    for (int i = 0; i < 5000; ++i)
        many += ".TP\nargument" + QByteArray::number(i) + "\nText.\n";
    QTest::newRow("thousands of arguments") << many;
    QTest::newRow("NUL") << QByteArray(".SH NAME\nx - \0y\n.SH OPTIONS\n.TP\na\0b\nz\n", 38);
}

void TestManPage::survives()
{
    QFETCH(QByteArray, page);
    const ManPage read = parseManPage(page.toStdString());
    QVERIFY(read.arguments.size() <= 256);
    QVERIFY(read.summary.size() < 300);
    QVERIFY(QString::fromStdString(read.summary).indexOf(QChar(0xfffd)) == -1);
    for (const ModuleArgument &argument : read.arguments)
        QVERIFY(argument.summary.size() < 300);
}

void TestManPage::unzips_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("error"); // -1: none
    // printf hello | gzip -n
    const QByteArray hello = QByteArray::fromHex("1f8b0800000000000003cb48cdc9c9070086a6103605000000");
    QTest::newRow("a file") << hello << 100 << QByteArray("hello") << -1;
    QTest::newRow("as long as may be") << hello << 5 << QByteArray("hello") << -1;
    QTest::newRow("longer") << hello << 4 << QByteArray() << static_cast<int>(ErrorCode::TooLarge);
    QTest::newRow("cut off") << hello.left(hello.size() - 9) << 100 << QByteArray() << static_cast<int>(ErrorCode::InvalidInput);
    QTest::newRow("without its checksum") << hello.left(hello.size() - 8) << 100 << QByteArray()
                                          << static_cast<int>(ErrorCode::InvalidInput);
    QByteArray damaged = hello;
    damaged[18] = static_cast<char>(damaged[18] ^ 1);
    QTest::newRow("damaged") << damaged << 100 << QByteArray() << static_cast<int>(ErrorCode::InvalidInput);
    QTest::newRow("no gzip") << QByteArray("hello") << 100 << QByteArray() << static_cast<int>(ErrorCode::InvalidInput);
    QTest::newRow("empty") << QByteArray() << 100 << QByteArray() << static_cast<int>(ErrorCode::InvalidInput);
}

void TestManPage::unzips()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, limit);
    QFETCH(QByteArray, content);
    QFETCH(int, error);
    const Result<std::string> result = gunzip(bytes.toStdString(), static_cast<std::size_t>(limit));
    QCOMPARE(result ? -1 : static_cast<int>(result.error().code), error);
    QCOMPARE(QByteArray::fromStdString(result.value_or("")), content);
}

QTEST_APPLESS_MAIN(TestManPage)
#include "tst_manpage.moc"
