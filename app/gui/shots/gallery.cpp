// SPDX-FileCopyrightText: 2026 The Pamphlet developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/gallery.h"

#include "app/dbus/helperforroot.h"
#include "app/gui/composition.h"
#include "app/gui/shots/recordedhelper.h"
#include "app/gui/unavailablehelper.h"
#include "ui/models/stackmodel.h"
#include "ui/widgets/conversationview.h"
#include "ui/workspace/knownfiles.h"
#include "ui/workspace/workspace.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <QTimer>
#include <QTreeView>

namespace pamphlet::app::gui {

namespace {

const QSize large(1280, 800);
const QSize small(900, 600);

template<class Widget>
Widget *anywhere(const QString &name)
{
    const auto widgets = QApplication::topLevelWidgets();
    for (QWidget *top : widgets) {
        if (top->objectName() == name) {
            if (auto *widget = qobject_cast<Widget *>(top)) {
                return widget;
            }
        }
        if (auto *widget = top->findChild<Widget *>(name)) {
            return widget;
        }
    }
    return nullptr;
}

tl::unexpected<Error> missing(const char *name)
{
    return fail(ErrorCode::NotFound, std::string("no widget of this name: ") + name);
}

} // namespace

Gallery::Gallery(QString root, QString directory)
    : m_root(std::move(root))
    , m_directory(std::move(directory))
{
    if (auto helper = helperForRoot(m_root)) {
        m_real = std::move(*helper);
    } else {
        m_real = std::make_unique<UnavailableHelper>(helper.error());
    }
    m_helper = std::make_unique<RecordedHelper>(*m_real);
}

Gallery::~Gallery() = default;

template<class Widget>
Widget *Gallery::find(const QString &name) const
{
    return m_window->findChild<Widget *>(name);
}

Result<void> Gallery::save(QWidget &widget, const QString &name)
{
    settle();
    const QString path = QDir(m_directory).filePath(name + m_suffix + QStringLiteral(".png"));
    if (!widget.grab().save(path, "PNG")) {
        return fail(ErrorCode::Io, "cannot be written", {path.toStdString(), 0, 0});
    }
    ++m_count;
    return {};
}

Result<void> Gallery::open(const QSize &size)
{
    auto tree = change::RootDirectory::open(m_root.toStdString());
    if (!tree) {
        return fail(tree.error());
    }
    m_window = std::make_unique<ui::MainWindow>(std::move(*tree), *m_helper, true);
    m_window->resize(size);
    QEventLoop loop;
    QObject::connect(m_window.get(), &ui::MainWindow::ready, &loop, &QEventLoop::quit);
    m_window->open(QStringLiteral("sudo"));
    m_window->load();
    m_window->show();
    loop.exec();
    settle();
    return {};
}

// A fingerprint suffices for sudo, and an empty password nowhere.
void Gallery::edit()
{
    ui::Workspace &workspace = m_window->workspace();
    std::string sudo = workspace.content("/etc/pam.d/sudo").value_or(std::string());
    const std::string first = "#%PAM-1.0\n\n";
    if (sudo.starts_with(first)) {
        sudo.insert(first.size(), "auth       sufficient pam_fprintd.so max-tries=1\n");
    }
    workspace.setContent("/etc/pam.d/sudo", sudo, QStringLiteral("Add pam_fprintd.so to sudo"));
    std::string shared = workspace.content("/etc/pam.d/common-auth").value_or(std::string());
    if (const std::size_t nullok = shared.find(" nullok"); nullok != std::string::npos) {
        shared.erase(nullok, 7);
    }
    workspace.setContent("/etc/pam.d/common-auth", shared, QStringLiteral("Remove nullok from common-auth"));
    settle();
}

Result<void> Gallery::takeMain(const QSize &size)
{
    const QString at = size == large ? QString() : QStringLiteral("-small");
    if (auto opened = open(size); !opened) {
        return opened;
    }
    auto *tabs = find<QTabBar>(QStringLiteral("facilityTabBar"));
    auto *view = find<QTreeView>(QStringLiteral("stackView"));
    if (!tabs || !view) {
        return missing("facilityTabBar, stackView");
    }
    m_window->open(QStringLiteral("sshd"));
    if (auto saved = save(*m_window, QStringLiteral("pam-services-findings") + at); !saved) {
        return saved;
    }
    m_window->open(QStringLiteral("ppp"));
    if (auto saved = save(*m_window, QStringLiteral("pam-services-broken") + at); !saved) {
        return saved;
    }
    tabs->setCurrentIndex(4);
    if (auto saved = save(*m_window, QStringLiteral("pam-text-findings") + at); !saved) {
        return saved;
    }
    tabs->setCurrentIndex(0);
    m_window->open(QStringLiteral("chfn"));
    m_window->workspace().setContent("/etc/pam.d/chfn", "auth sufficient pam_permit.so\n@include common-auth\n",
                                     QStringLiteral("Open chfn"));
    settle();
    if (auto saved = save(*m_window, QStringLiteral("pam-open-door") + at); !saved) {
        return saved;
    }
    m_window->workspace().undoStack()->undo();
    if (auto taken = takeEditNotes(at); !taken) {
        return taken;
    }
    m_window->open(QStringLiteral("sudo"));
    edit();
    settle();
    const QModelIndex fingerprint = view->model()->index(0, 0);
    view->setCurrentIndex(fingerprint);
    // Wrong finger, right password.
    view->model()->setData(fingerprint, pam::rc::authErr, ui::StackModel::AnswerRole);
    if (auto saved = save(*m_window, QStringLiteral("pam-services") + at); !saved) {
        return saved;
    }
    if (auto taken = takeWhatIf(at); !taken) {
        return taken;
    }
    tabs->setCurrentIndex(3);
    if (auto saved = save(*m_window, QStringLiteral("pam-session") + at); !saved) {
        return saved;
    }
    tabs->setCurrentIndex(4);
    if (auto saved = save(*m_window, QStringLiteral("pam-text") + at); !saved) {
        return saved;
    }
    tabs->setCurrentIndex(0);
    m_window->open(QStringLiteral("/etc/motd"));
    if (auto saved = save(*m_window, QStringLiteral("motd") + at); !saved) {
        return saved;
    }
    return takeServices(at);
}

// The services that stand on PAM.
Result<void> Gallery::takeServices(const QString &at)
{
    m_window->files().choose(ui::FileRole::SregistryDirectory, QStringLiteral("/srv/sregistry"));
    for (const char *page : {"token", "teleport", "sregistry"}) {
        const QString name = QLatin1String(page);
        m_window->open(QStringLiteral("page:") + name);
        settle();
        if (auto saved = save(*m_window, name + QStringLiteral("-page") + at); !saved) {
            return saved;
        }
        auto *scroll = find<QScrollArea>(name + QStringLiteral("ScrollArea"));
        if (!scroll) {
            return missing("the scroll area of a service page");
        }
        scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
        if (auto saved = save(*m_window, name + QStringLiteral("-page-end") + at); !saved) {
            return saved;
        }
    }
    return at.isEmpty() ? takeServiceDialogs() : Result<void>();
}

// What the buttons of the services' pages open.
Result<void> Gallery::takeServiceDialogs()
{
    struct Way {
        const char *page;
        const char *button;
        const char *dialog;
        const char *picture;
    };
    constexpr Way ways[] = {
        {"page:token", "tokenNewKeyButton", "tokenKeyDialog", "token-new-key"},
        {"page:teleport", "teleportProvisionButton", "teleportProvisionDialog", "teleport-provision"},
        {"page:teleport", "teleportTryButton", "testLoginDialog", "teleport-try"},
        {"page:sregistry", "sregistryEnableButton", "sregistrySwitchDialog", "sregistry-enable"},
        {"motd", "motdAddButton", "motdNameDialog", "motd-add"},
    };
    for (const Way &way : ways) {
        m_window->open(QLatin1String(way.page));
        settle();
        auto *button = find<QAbstractButton>(QLatin1String(way.button));
        if (!button) {
            return missing(way.button);
        }
        button->click();
        settle();
        auto *dialog = anywhere<QDialog>(QLatin1String(way.dialog));
        if (!dialog) {
            return missing(way.dialog);
        }
        if (auto saved = save(*dialog, QLatin1String(way.picture)); !saved) {
            return saved;
        }
        dialog->reject();
        settle();
    }
    return {};
}

// What an edit brings along: a jump that is rewritten, and pam-auth-update, which writes the file too.
Result<void> Gallery::takeEditNotes(const QString &at)
{
    auto *view = find<QTreeView>(QStringLiteral("stackView"));
    auto *remove = find<QAction>(QStringLiteral("removeRuleAction"));
    if (!view || !remove) {
        return missing("stackView, removeRuleAction");
    }
    m_window->open(QStringLiteral("common-auth"));
    settle();
    view->setCurrentIndex(view->model()->index(1, 0));
    remove->trigger();
    settle();
    auto saved = save(*m_window, QStringLiteral("pam-edit-notes") + at);
    m_window->workspace().undoStack()->undo();
    settle();
    return saved;
}

// Another scenario, another pass, and the list of answers.
Result<void> Gallery::takeWhatIf(const QString &at)
{
    auto *scenario = find<QComboBox>(QStringLiteral("scenarioComboBox"));
    auto *pass = find<QComboBox>(QStringLiteral("passComboBox"));
    auto *choose = find<QAction>(QStringLiteral("chooseAnswerAction"));
    if (!scenario || !pass || !choose) {
        return missing("scenarioComboBox, passComboBox, chooseAnswerAction");
    }
    const auto select = [](QComboBox &box, int index) {
        box.setCurrentIndex(index);
        Q_EMIT box.activated(index);
    };
    select(*scenario, int(pam::Scenario::WrongPassword));
    select(*pass, 1);
    if (auto saved = save(*m_window, QStringLiteral("pam-what-if") + at); !saved) {
        return saved;
    }
    select(*pass, 0);
    choose->trigger();
    settle();
    if (auto *list = anywhere<QListView>(QStringLiteral("answerListView"))) {
        if (auto saved = save(*list->window(), QStringLiteral("pam-what-if-answers") + at); !saved) {
            return saved;
        }
        list->window()->hide();
    }
    select(*scenario, int(pam::Scenario::RightPassword));
    settle();
    return {};
}

Result<void> Gallery::takeDialogs()
{
    if (auto opened = open(large); !opened) {
        return opened;
    }
    edit();
    auto *view = find<QTreeView>(QStringLiteral("stackView"));
    auto *edit = find<QAction>(QStringLiteral("editRuleAction"));
    auto *review = find<QAction>(QStringLiteral("reviewAction"));
    auto *test = find<QAction>(QStringLiteral("testLoginAction"));
    auto *shortcuts = find<QAction>(QStringLiteral("shortcutsAction"));
    auto *about = find<QAction>(QStringLiteral("aboutAction"));
    auto *menu = find<QMenu>(QStringLiteral("mainMenu"));
    if (!view || !edit || !review || !test || !shortcuts || !about || !menu) {
        return missing("an action of the main window");
    }

    // A rule of a shared file, and then one that cannot be.
    view->setCurrentIndex(view->model()->index(0, 0, view->model()->index(1, 0)));
    edit->trigger();
    auto *rule = anywhere<QDialog>(QStringLiteral("ruleDialog"));
    if (!rule) {
        return missing("ruleDialog");
    }
    if (auto saved = save(*rule, QStringLiteral("edit-rule")); !saved) {
        return saved;
    }
    if (auto *control = rule->findChild<QComboBox *>(QStringLiteral("controlComboBox"))) {
        control->setEditText(QStringLiteral("[success=1 default=ingore]"));
    }
    if (auto saved = save(*rule, QStringLiteral("edit-rule-invalid")); !saved) {
        return saved;
    }
    rule->reject();
    settle();

    review->trigger();
    auto *reviewDialog = anywhere<QDialog>(QStringLiteral("reviewDialog"));
    if (!reviewDialog) {
        return missing("reviewDialog");
    }
    if (auto *reason = reviewDialog->findChild<QLineEdit *>(QStringLiteral("reasonLineEdit"))) {
        reason->setText(QStringLiteral("Laptops got fingerprint readers"));
    }
    if (auto saved = save(*reviewDialog, QStringLiteral("review-and-apply")); !saved) {
        return saved;
    }
    reviewDialog->reject();
    settle();

    test->trigger();
    auto *testDialog = anywhere<QDialog>(QStringLiteral("testLoginDialog"));
    auto *user = testDialog ? testDialog->findChild<QLineEdit *>(QStringLiteral("testUserLineEdit")) : nullptr;
    auto *run = testDialog ? testDialog->findChild<QPushButton *>(QStringLiteral("runTestButton")) : nullptr;
    if (!user || !run) {
        return missing("testLoginDialog");
    }
    user->setText(QStringLiteral("alice"));
    if (auto saved = save(*testDialog, QStringLiteral("test-login-before")); !saved) {
        return saved;
    }
    run->click();
    settle();
    auto *field = testDialog->findChild<QLineEdit *>(QStringLiteral("answerLineEdit"));
    if (!field) {
        return missing("answerLineEdit");
    }
    field->setText(QStringLiteral("12345678"));
    if (auto saved = save(*testDialog, QStringLiteral("test-login-prompt")); !saved) {
        return saved;
    }
    if (auto *answer = testDialog->findChild<QPushButton *>(QStringLiteral("answerButton"))) {
        answer->click();
    }
    if (auto saved = save(*testDialog, QStringLiteral("test-login")); !saved) {
        return saved;
    }
    testDialog->reject();
    settle();

    shortcuts->trigger();
    if (auto *dialog = anywhere<QDialog>(QStringLiteral("shortcutsDialog"))) {
        if (auto saved = save(*dialog, QStringLiteral("shortcuts")); !saved) {
            return saved;
        }
        dialog->reject();
    }
    about->trigger();
    if (auto *dialog = anywhere<QDialog>(QStringLiteral("aboutMessageBox"))) {
        if (auto saved = save(*dialog, QStringLiteral("about")); !saved) {
            return saved;
        }
        dialog->reject();
    }
    menu->popup(QPoint(0, 0));
    auto saved = save(*menu, QStringLiteral("menu"));
    menu->close();
    return saved;
}

Result<void> Gallery::take(ui::Scheme scheme)
{
    m_suffix = scheme == ui::Scheme::Light ? QString() : QStringLiteral("-dark");
    ui::applyScheme(*qobject_cast<QApplication *>(QCoreApplication::instance()), scheme);
    for (const QSize &size : {large, small}) {
        if (auto taken = takeMain(size); !taken) {
            return taken;
        }
    }
    auto taken = takeDialogs();
    m_window.reset();
    return taken;
}

} // namespace pamphlet::app::gui
