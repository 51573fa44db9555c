// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/smalltree.h"
#include "ui/widgets/conversationview.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/placelink.h"
#include "ui/widgets/terminalview.h"
#include "ui/widgets/texteditor.h"
#include "ui/workspace/workspace.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>

using namespace pamphlet;

namespace {

const std::string motdFile = "/etc/motd";

}

class TestWidgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_workspace = std::make_unique<ui::Workspace>();
        m_workspace->load(test::smallTree(), test::debian12());
        m_editor = std::make_unique<ui::TextEditor>(*m_workspace, QStringLiteral("editor"));
        m_editor->setFile(motdFile);
        m_editor->show();
        m_editor->setFocus();
    }

    void typingGoesThroughTheWorkspace()
    {
        QTest::keyClicks(m_editor.get(), QStringLiteral("abc"));
        QCOMPARE(m_workspace->content(motdFile).value(), std::string("abchello\n"));
        QCOMPARE(m_workspace->undoStack()->count(), 1);
        QTest::keyClick(m_editor.get(), Qt::Key_Return);
        QTest::keyClicks(m_editor.get(), QStringLiteral("d"));
        QCOMPARE(m_workspace->undoStack()->count(), 2); // a line is a step
        m_workspace->undoStack()->undo();
        m_workspace->undoStack()->undo();
        QCOMPARE(m_workspace->content(motdFile).value(), std::string("hello\n"));
        QCOMPARE(m_editor->plainText(), QStringLiteral("hello\n"));
        QCOMPARE(m_editor->textCursor().position(), 0);
    }

    void anotherPlaceIsAnotherStep()
    {
        QTest::keyClicks(m_editor.get(), QStringLiteral("a"));
        QTest::keyClick(m_editor.get(), Qt::Key_End);
        QTest::keyClicks(m_editor.get(), QStringLiteral("b"));
        QCOMPARE(m_workspace->undoStack()->count(), 2);
    }

    void undoKeyIsTheWindows()
    {
        QTest::keyClicks(m_editor.get(), QStringLiteral("a"));
        QTest::keyClick(m_editor.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_editor->plainText(), QStringLiteral("ahello\n")); // nobody listens here, and the editor has no undo of its own
    }

    void editsFromElsewhereKeepTheCursor()
    {
        QTextCursor cursor = m_editor->textCursor();
        cursor.setPosition(3);
        m_editor->setTextCursor(cursor);
        m_workspace->setContent(motdFile, "hello\nworld\n", QStringLiteral("elsewhere"));
        QCOMPARE(m_editor->plainText(), QStringLiteral("hello\nworld\n"));
        QCOMPARE(m_editor->textCursor().position(), 3);
    }

    void noByteIsLost_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("editable");
        QTest::newRow("no-break space") << QByteArray("a\xc2\xa0"
                                                      "b\n")
                                        << true;
        QTest::newRow("escapes") << QByteArray("\x1b[1mhi\x1b[0m\n") << true;
        QTest::newRow("no final newline") << QByteArray("a\nb") << true;
        QTest::newRow("Latin-1") << QByteArray("caf\xe9\n") << false;
        QTest::newRow("NUL") << QByteArray("a\0b\n", 4) << false;
        QTest::newRow("CRLF") << QByteArray("a\r\n") << false;
        QTest::newRow("paragraph separator") << QByteArray("a\xe2\x80\xa9"
                                                           "b\n")
                                             << false;
    }

    void noByteIsLost()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, editable);
        m_workspace->setContent(motdFile, bytes.toStdString(), QStringLiteral("given"));
        QCOMPARE(m_editor->isReadOnly(), !editable);
        QCOMPARE(m_editor->obstacle().isEmpty(), editable);
        QTest::keyClicks(m_editor.get(), QStringLiteral("x"));
        const std::string now = m_workspace->content(motdFile).value();
        QCOMPARE(QByteArray::fromStdString(now).contains('x'), editable);
        std::string without = now;
        without.erase(std::remove(without.begin(), without.end(), 'x'), without.end());
        QCOMPARE(QByteArray::fromStdString(without), bytes);
    }

    void aLinkIsReadOnly()
    {
        auto tree = test::smallTree();
        tree->set(motdFile, {{FileKind::Regular, 0644, 0, 0, true, "/run/motd", {}}, "hello\n"});
        m_workspace->load(tree, test::debian12());
        QVERIFY(m_editor->isReadOnly());
        QVERIFY(!m_editor->obstacle().isEmpty());
    }

    void aMissingFileCanBeWritten()
    {
        m_editor->setFile("/etc/motd.d/new");
        QVERIFY(!m_editor->isReadOnly());
        QTest::keyClicks(m_editor.get(), QStringLiteral("x"));
        QCOMPARE(m_workspace->content("/etc/motd.d/new").value(), std::string("x"));
        QTest::keyClick(m_editor.get(), Qt::Key_Backspace);
        QVERIFY(!m_workspace->hasPending()); // no file, and not an empty one
    }

    void diff()
    {
        ui::DiffView view;
        view.setFiles(
            {{"/etc/motd", std::string("one\ntwo\n"), std::string("one\nthree\n")}, {"/etc/pam.d/new", std::nullopt, std::string("x")}});
        const QStringList lines = view.toPlainText().split(QLatin1Char('\n'));
        QVERIFY(lines.contains(QStringLiteral("/etc/motd")));
        QVERIFY(lines.contains(QStringLiteral("-two")));
        QVERIFY(lines.contains(QStringLiteral("+three")));
        QVERIFY(lines.contains(QStringLiteral(" one")));
        QVERIFY(lines.contains(QStringLiteral("/etc/pam.d/new (new file)")));
        QVERIFY(lines.contains(QStringLiteral("\\ no newline at the end of the file")));
    }

    void diffShowsWhatIsHidden()
    {
        ui::DiffView view;
        view.setFiles({{"/etc/motd", std::string("a\n"), std::string("a\x1b[8mb\r\n")}});
        QVERIFY(view.toPlainText().contains(QStringLiteral("+a^[[8mb^M")));
    }

    void terminalColors()
    {
        using motd::TerminalColor;
        QCOMPARE(ui::terminalColor({TerminalColor::Kind::Default, 0, 0, 0, 0}, Qt::red), QColor(Qt::red));
        QCOMPARE(ui::terminalColor({TerminalColor::Kind::Rgb, 0, 1, 2, 3}, Qt::red), QColor(1, 2, 3));
        QCOMPARE(ui::terminalColor({TerminalColor::Kind::Indexed, 196, 0, 0, 0}, Qt::red), QColor(255, 0, 0));
        QCOMPARE(ui::terminalColor({TerminalColor::Kind::Indexed, 255, 0, 0, 0}, Qt::red), QColor(238, 238, 238));
    }

    void placesSurviveTheirLinks_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("ordinary") << QStringLiteral("/etc/pam.d/sudo");
        QTest::newRow("colon") << QStringLiteral("/etc/pam.d/a:b");
        QTest::newRow("markup") << QStringLiteral("/etc/pam.d/\"<b>&amp;");
        QTest::newRow("not ASCII") << QStringLiteral("/etc/pam.d/\u00e9\u202Ex");
    }

    void placesSurviveTheirLinks()
    {
        QFETCH(QString, file);
        QTextDocument document;
        document.setHtml(ui::placeLink(file.toStdString(), 17));
        const QTextBlock block = document.firstBlock();
        const auto place = ui::linkedPlace(block.begin().fragment().charFormat().anchorHref());
        QVERIFY(place);
        QCOMPARE(place->file, file);
        QCOMPARE(place->line, 17);
    }

    void otherLinksAreNoPlaces()
    {
        for (const char *link : {"", "place:", "place:x:/a", "place:0:/a", "place:-1:/a", "fix:3", "https://example.org:80/", "place:3"}) {
            QVERIFY2(!ui::linkedPlace(QLatin1String(link)), link);
        }
        QCOMPARE(ui::placeLink({}, 3, QStringLiteral("<x>")), QStringLiteral("&lt;x&gt;")); // nowhere to go
    }

    void answersLeaveNoTrace()
    {
        ui::ConversationView view;
        view.show();
        std::string answer;
        connect(&view, &ui::ConversationView::answered, this, [&](unsigned prompt, Secret *secret) {
            QCOMPARE(prompt, 4U);
            answer = std::string(secret->view());
        });
        view.addPrompt(4, ui::MessageStyle::EchoOff, QStringLiteral("Password: "));
        auto *field = view.findChild<QLineEdit *>(QStringLiteral("answerLineEdit"));
        QVERIFY(field);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        field->setText(QStringLiteral("s3cret-é")); // no key of the test library types an é
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(answer, std::string("s3cret-é"));
        QVERIFY(field->text().isEmpty());
        QVERIFY(!view.transcript().join(QLatin1Char('\n')).contains(QStringLiteral("s3cret")));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!view.findChild<QLineEdit *>(QStringLiteral("answerLineEdit")));
    }

    void visiblePromptsAreVisible()
    {
        ui::ConversationView view;
        view.addPrompt(1, ui::MessageStyle::EchoOn, QStringLiteral("login:"));
        QCOMPARE(view.findChild<QLineEdit *>(QStringLiteral("answerLineEdit"))->echoMode(), QLineEdit::Normal);
    }

private:
    std::unique_ptr<ui::Workspace> m_workspace;
    std::unique_ptr<ui::TextEditor> m_editor;
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
