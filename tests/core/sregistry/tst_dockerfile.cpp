// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sregistry/dockerfile.h"

#include <QTest>

using namespace pamphlet;
using namespace pamphlet::sregistry;

namespace {
constexpr const char *file = "/r/Dockerfile";
}

class TestDockerfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void installs_data();
    void installs();
    void enabling_data();
    void enabling();
    void handWrittenLinesAreCommentedOut();
};

void TestDockerfile::installs_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("installs");
    const auto row = [](const char *name, std::string text, bool installs) { QTest::newRow(name) << std::move(text) << installs; };
    const std::string conditional = "RUN if $ENABLE_PAM; then pip install django-pam ; fi;\n";
    row("empty", "", false);
    row("commented", "FROM x\n# RUN pip install django-pam\n", false);
    row("plain", "FROM x\nRUN pip install django-pam\n", true);
    row("lower case, versions, continued", "from x\nrun pip3 install \\\n    # PAM\n    other \\\n    django-pam==2.0\n", true);
    row("another package", "FROM x\nRUN pip install my-django-pam django-pam-extra\n", false);
    row("only spoken of", "FROM x\nRUN echo django-pam\n", false);
    row("argument off", "FROM x\nARG ENABLE_PAM=false\n" + conditional, false);
    row("argument on", "FROM x\nARG ENABLE_PAM=true\n" + conditional, true);
    row("argument in quotes", "FROM x\nARG ENABLE_PAM=\"true\"\n" + conditional, true);
    row("several arguments on a line", "FROM x\nARG ENABLE_LDAP=false ENABLE_PAM=true\n" + conditional, true);
    row("the last one counts", "FROM x\nARG ENABLE_PAM=true\nARG ENABLE_PAM=false\n" + conditional, false);
    row("a value that is no command", "FROM x\nARG ENABLE_PAM=True\n" + conditional, false);
    row("above FROM no stage sees it: the command is empty, and succeeds", "ARG ENABLE_PAM=false\nFROM x\n" + conditional, true);
    row("a longer name", "FROM x\nARG ENABLE_PAMELA=true\nARG ENABLE_PAM=false\n" + conditional, false);
    row("CR LF", "FROM x\r\nARG ENABLE_PAM=true\r\nRUN if $ENABLE_PAM; then pip install django-pam ; fi;\r\n", true);
    row("a backslash at the very end", "FROM x\nRUN pip install django-pam \\", true);
}

void TestDockerfile::installs()
{
    QFETCH(std::string, text);
    QTEST(readDockerfile(text, file).installs(), "installs");
}

void TestDockerfile::enabling_data()
{
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    const auto row
        = [](const char *name, std::string before, std::string after) { QTest::newRow(name) << std::move(before) << std::move(after); };
    const std::string added = "# added by Pamphlet\nRUN pip install django-pam";
    row("uncommented", "FROM x\n# RUN pip install django-pam\n\n# RUN pip install y\n",
        "FROM x\nRUN pip install django-pam\n\n# RUN pip install y\n");
    row("without a blank, as its neighbours", "FROM x\n#RUN pip install django-pam\n#RUN pip install y\n",
        "FROM x\nRUN pip install django-pam\n#RUN pip install y\n");
    row("without a blank, and no neighbour tells", "FROM x\n#RUN pip install django-pam\n",
        "FROM x\n#RUN pip install django-pam\n" + added + "\n");
    row("the argument", "FROM x\nARG ENABLE_PAM=false\nRUN if $ENABLE_PAM; then pip install django-pam; fi\n",
        "FROM x\nARG ENABLE_PAM=true\nRUN if $ENABLE_PAM; then pip install django-pam; fi\n");
    row("the argument in quotes", "FROM x\nARG ENABLE_PAM=\"false\" # not a comment\nRUN if $ENABLE_PAM; then pip install django-pam; fi\n",
        "FROM x\nARG ENABLE_PAM=\"true\" # not a comment\nRUN if $ENABLE_PAM; then pip install django-pam; fi\n");
    row("over several lines", "FROM x\n# RUN pip install \\\n#   django-pam\n# RUN a\n",
        "FROM x\n# RUN pip install \\\n#   django-pam\n# RUN a\n" + added + "\n");
    row("nothing there: behind the last pip", "FROM x\nRUN pip install \\\n a\nCMD run\n",
        "FROM x\nRUN pip install \\\n a\n" + added + "\nCMD run\n");
    row("nothing there: before CMD", "FROM x\nCMD run\n", "FROM x\n" + added + "\nCMD run\n");
    row("nothing there, no newline", "FROM x", "FROM x\n" + added);
    row("an argument that nothing asks for", "FROM x\nARG ENABLE_PAM=false\n", "FROM x\nARG ENABLE_PAM=false\n" + added + "\n");
    row("CR LF", "FROM x\r\nCMD y\r\n", "FROM x\r\n# added by Pamphlet\r\nRUN pip install django-pam\r\nCMD y\r\n");
    row("done already", "FROM x\nRUN pip install django-pam\n", "FROM x\nRUN pip install django-pam\n");
}

void TestDockerfile::enabling()
{
    QFETCH(std::string, before);
    const auto after = enableInDockerfile(before, file);
    QVERIFY2(after, after ? "" : after.error().detail.c_str());
    QTEST(*after, "after");
    QVERIFY(readDockerfile(*after, file).installs());
    const auto back = disableInDockerfile(*after, file);
    QVERIFY(back);
    QVERIFY(!readDockerfile(*back, file).installs());
    if (!readDockerfile(before, file).installs())
        QCOMPARE(*back, before);
}

void TestDockerfile::handWrittenLinesAreCommentedOut()
{
    QCOMPARE(*disableInDockerfile("FROM x\nRUN pip install \\\n  django-pam\nCMD y\n", file),
             "FROM x\n# RUN pip install \\\n#   django-pam\nCMD y\n");
    const auto refused = disableInDockerfile("FROM x\nRUN if $ENABLE_PAM; then pip install django-pam; fi\n", file);
    QVERIFY(!refused);
    QCOMPARE(refused.error().where, (Place{file, 2, 1}));
}

QTEST_GUILESS_MAIN(TestDockerfile)
#include "tst_dockerfile.moc"
