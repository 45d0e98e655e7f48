/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/figure-drawing.h"

#include "ns3/gnuplot.h"
#include "ns3/result-file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <spawn.h>
#include <sstream>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace ns3
{

namespace fs = std::filesystem;

namespace
{

constexpr const char* MISSING =
    "gnuplot is missing: apt install gnuplot-nox, then run gnuplot *.plt in the directory";

/// How a curve looks.
struct Pen
{
    const char* colour; //!< Okabe and Ito's palette, the dark ones first
    const char* dashes; //!< gnuplot's dash type
    const char* width;
    int point;
};

constexpr std::array<Pen, PlotFigure::MAX_CURVES> PENS{{{"#0072B2", "1", "2.5", 7},
                                                        {"#D55E00", "(9,4)", "2.5", 5},
                                                        {"#009E73", "(2.5,3)", "3", 9},
                                                        {"#000000", "(12,4,2.5,4)", "2", 11},
                                                        {"#CC79A7", "1", "4.5", 6},
                                                        {"#E69F00", "(9,4)", "4.5", 4},
                                                        {"#56B4E9", "(2.5,3)", "4.5", 8}}};

/// Text as it stands between double quotes of gnuplot.
std::string
Quote(const std::string& text)
{
    std::string quoted;
    for (const char c : CleanText(text))
    {
        if (c == '`')
        {
            quoted += "\\140"; // would run a command
        }
        else if (c == '"' || c == '\\')
        {
            quoted += '\\';
            quoted += c;
        }
        else
        {
            quoted += c;
        }
    }
    return quoted;
}

std::string
Shorten(const std::string& text)
{
    constexpr std::size_t MOST = 44;
    std::string shortened;
    std::size_t count = 0;
    for (const char c : CleanText(text))
    {
        const bool isFirst = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        if (isFirst && ++count > MOST)
        {
            return shortened + "...";
        }
        shortened += c;
    }
    return shortened;
}

Gnuplot2dDataset::Style
ToGnuplot(PlotFigure::Style style)
{
    return style == PlotFigure::STEPS              ? Gnuplot2dDataset::STEPS
           : style == PlotFigure::LINES_AND_POINTS ? Gnuplot2dDataset::LINES_POINTS
                                                   : Gnuplot2dDataset::LINES;
}

bool
IsShown(const PlotFigure& figure, const PlotPoint& point)
{
    return (!figure.isLogX || point.x > 0) && (!figure.isLogY || point.y > 0);
}

/// @return whether an x axis from 0 would be empty in its first half
bool
IsFarFromZero(const PlotFigure& figure)
{
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    for (const auto& curve : figure.curves)
    {
        for (const auto& point : curve.points)
        {
            least = std::min(least, point.x);
            most = std::max(most, point.x);
        }
    }
    return least > 0.5 * most;
}

/// The range of an axis. @param isFree begins with the points where least is 0 @param most 0: ends
/// with the points
std::string
MakeRange(double least, double most, bool isFree)
{
    const auto format = [](double end, bool isOpen) {
        std::ostringstream text;
        text << std::setprecision(9) << end;
        return isOpen ? std::string("*") : text.str();
    };
    return "[" + format(least, isFree && least <= 0) + ":" + format(most, most <= 0) + "]";
}

/// @return height of a picture: a legend of several rows takes nothing from the curves
std::size_t
ChooseHeight(const PlotFigure& figure)
{
    // Pixels, as far as they can be told before letters are drawn.
    constexpr std::size_t HEIGHT = 470;
    constexpr std::size_t ROW = 25;
    constexpr std::size_t WIDTH = 640;
    constexpr std::size_t SAMPLE = 60;
    constexpr std::size_t LETTER = 9;
    std::size_t longest = 1;
    for (const auto& curve : figure.curves)
    {
        longest = std::max(longest, Shorten(curve.name).size());
    }
    const auto columns = std::max<std::size_t>(1, WIDTH / (SAMPLE + LETTER * longest));
    const auto rows = (figure.curves.size() + columns - 1) / columns;
    return HEIGHT + ROW * (std::max<std::size_t>(rows, 1) - 1);
}

/// Remove what is there of one figure. @return whether anything was
bool
RemoveFigure(const std::string& directory, const std::string& file)
{
    const fs::path path = directory.empty() ? "." : directory;
    bool wasThere = false;
    for (const auto* extension : {".plt", ".svg"})
    {
        std::error_code ignored;
        wasThere |= fs::remove(path / (file + extension), ignored);
    }
    return wasThere;
}

std::string
ReadAll(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A process that reads nothing, and says what is wrong on a pipe.
class GnuplotRun
{
  public:
    GnuplotRun(const std::string& directory, const std::vector<PlotFigure>& figures);

    /// @return what went wrong; empty when nothing did
    std::string Wait();

  private:
    pid_t m_process{-1};
    int m_error{0}; //!< errno of the start
    int m_pipe{-1};
};

GnuplotRun::GnuplotRun(const std::string& directory, const std::vector<PlotFigure>& figures)
{
    // Without the user's settings, and without a shell that would read names.
    std::vector<std::string> words{"gnuplot", "-d"};
    for (const auto& figure : figures)
    {
        words.push_back(figure.file + ".plt");
    }
    std::vector<char*> arguments;
    for (auto& word : words)
    {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);

    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
    {
        m_error = errno;
        return;
    }
    m_pipe = ends[0];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&actions, directory.c_str());
    m_error = posix_spawnp(&m_process, "gnuplot", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
}

std::string
GnuplotRun::Wait()
{
    std::string said;
    char text[1024];
    while (m_error == 0)
    {
        const auto size = read(m_pipe, text, sizeof(text));
        if (size < 0 && errno == EINTR)
        {
            continue;
        }
        if (size <= 0)
        {
            break;
        }
        said.append(text, static_cast<std::size_t>(size));
    }
    if (m_pipe >= 0)
    {
        close(m_pipe);
    }
    if (m_error != 0)
    {
        return m_error == ENOENT ? MISSING
                                 : std::string("gnuplot does not start: ") + std::strerror(m_error);
    }
    int status = 0;
    while (waitpid(m_process, &status, 0) < 0)
    {
        if (errno != EINTR)
        {
            return std::string("gnuplot is lost: ") + std::strerror(errno);
        }
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    {
        return "";
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
    {
        return MISSING; // where the start itself cannot tell
    }
    // The first line that says something.
    std::istringstream lines(said);
    std::string line;
    std::string last;
    while (std::getline(lines, line))
    {
        if (line.find_first_not_of(" \t^") != std::string::npos)
        {
            last = line;
        }
    }
    return "gnuplot failed" + (last.empty() ? "" : ": " + CleanText(last));
}

void
ReplaceAll(std::string& text, std::string_view what, const std::string& with)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    {
        text.replace(at, what.size(), with);
    }
}

/// @return the text between two others, with them, as a place in a text
std::pair<std::size_t, std::size_t>
FindBetween(const std::string& text, std::string_view begin, std::string_view end)
{
    const auto from = text.find(begin);
    const auto to = from == std::string::npos ? from : text.find(end, from);
    return to == std::string::npos ? std::pair{std::string::npos, std::size_t{0}}
                                   : std::pair{from, to + end.size() - from};
}

/**
 * Take out which gnuplot drew a picture, and give its parts names that are its own, so that several
 * pictures fit in one page.
 * @return whether it is a complete picture
 */
bool
FinishPicture(const std::string& path, const PlotFigure& figure)
{
    auto svg = ReadAll(path);
    if (svg.find("</svg>") == std::string::npos)
    {
        return false;
    }
    const auto [from, size] = FindBetween(svg, "<desc>", "</desc>");
    if (size > 0)
    {
        svg.replace(from, size, "<desc>Drawn from " + figure.file + ".plt</desc>");
    }
    // Browsers would show "gnuplot_plot_1" beside the pointer.
    for (auto title = FindBetween(svg, "<title>", "</title>"); title.second > 0;
         title = FindBetween(svg, "<title>", "</title>"))
    {
        svg.erase(title.first, title.second);
    }
    ReplaceAll(svg, "id=\"", "id=\"" + figure.file + "-");
    ReplaceAll(svg, "id='", "id='" + figure.file + "-");
    ReplaceAll(svg, "url(#", "url(#" + figure.file + "-");
    ReplaceAll(svg, "xlink:href='#", "xlink:href='#" + figure.file + "-");
    ReplaceAll(svg, "xlink:href=\"#", "xlink:href=\"#" + figure.file + "-");
    ResultFile output(path);
    *output << svg;
    output.Close();
    return true;
}

} // namespace

std::string
CleanText(const std::string& text)
{
    auto clean =
        nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    clean = nlohmann::json::parse(clean).get<std::string>();
    for (auto& c : clean)
    {
        const auto code = static_cast<unsigned char>(c);
        c = code < 0x20 || code == 0x7F ? '?' : c;
    }
    return clean;
}

std::string
MakeGnuplotScript(const PlotFigure& figure)
{
    Gnuplot plot(figure.file + ".svg", Quote(figure.title));
    plot.SetTerminal("svg size 760," + std::to_string(ChooseHeight(figure)) +
                     " noenhanced font \"DejaVu Sans,Arial,sans-serif,14\" background \"white\"");
    // The second line is room between the label and the key.
    plot.SetLegend(Quote(figure.xLabel) + "\\n ", Quote(figure.yLabel));
    plot.AppendExtra("set encoding utf8");
    plot.AppendExtra("set border 3 lw 1.2");
    plot.AppendExtra("set tics nomirror out");
    plot.AppendExtra("set grid lc rgb \"#d0d0d0\" lw 1 dt 1");
    // Where it never covers a curve.
    plot.AppendExtra("set key outside center bottom horizontal Left reverse samplen 4 spacing 1.2");
    if (figure.isLogX)
    {
        plot.AppendExtra("set logscale x");
    }
    if (figure.isLogY)
    {
        plot.AppendExtra("set logscale y");
    }
    plot.AppendExtra(figure.isXBytes ? "set format x \"%.0s %cB\"" : "set format x \"%g\"");
    plot.AppendExtra("set format y \"%g\"");
    plot.AppendExtra("set xrange " +
                     MakeRange(0, figure.xMost, figure.isLogX || IsFarFromZero(figure)));
    plot.AppendExtra("set yrange " + MakeRange(figure.yLeast, figure.yMost, figure.isLogY));
    std::size_t number = 0;
    for (const auto& curve : figure.curves)
    {
        const auto& pen = PENS[number % PENS.size()];
        Gnuplot2dDataset data(Quote(Shorten(curve.name)));
        data.SetStyle(ToGnuplot(figure.style));
        std::ostringstream look;
        look << "lc rgb \"" << pen.colour << "\" dt " << pen.dashes << " lw " << pen.width;
        if (figure.style == PlotFigure::LINES_AND_POINTS)
        {
            look << " pt " << pen.point << " ps 0.8";
        }
        data.SetExtra(look.str());
        bool isEmpty = true;
        for (const auto& point : curve.points)
        {
            if (IsShown(figure, point))
            {
                data.Add(point.x, point.y);
                isEmpty = false;
            }
        }
        if (!isEmpty)
        {
            plot.AddDataset(data);
            ++number;
        }
    }
    std::ostringstream script;
    script << "# Draw this picture again: gnuplot " << figure.file << ".plt\nreset\n"
           << std::setprecision(9);
    plot.GenerateOutput(script);
    return script.str();
}

std::string
DrawFigures(const std::string& directory, const std::vector<PlotFigure>& figures)
{
    if (figures.empty())
    {
        return "";
    }
    const fs::path path = directory.empty() ? "." : directory;
    for (const auto& figure : figures)
    {
        RemoveFigure(directory, figure.file);
        ResultFile script((path / (figure.file + ".plt")).string());
        *script << MakeGnuplotScript(figure);
        script.Close();
    }
    auto problem = GnuplotRun(path.string(), figures).Wait();
    for (const auto& figure : figures)
    {
        const auto picture = path / (figure.file + ".svg");
        std::error_code ignored;
        if (fs::exists(picture, ignored) && !FinishPicture(picture.string(), figure))
        {
            fs::remove(picture, ignored);
        }
        if (problem.empty() && !fs::exists(picture, ignored))
        {
            problem = "gnuplot drew no complete " + figure.file + ".svg";
        }
    }
    return problem;
}

void
GiveDistinctNames(std::vector<PlotFigure>& figures)
{
    for (auto figure = figures.begin(); figure != figures.end(); ++figure)
    {
        const auto stem = figure->file;
        const auto isTaken = [&](const auto& other) { return other.file == figure->file; };
        for (int number = 2; std::any_of(figures.begin(), figure, isTaken); ++number)
        {
            figure->file = stem + "-" + std::to_string(number);
        }
    }
}

void
RemoveFigures(const std::string& directory, const std::string& file)
{
    bool wasThere = RemoveFigure(directory, file);
    for (int number = 2; wasThere; ++number)
    {
        wasThere = RemoveFigure(directory, file + "-" + std::to_string(number));
    }
}

std::string
ReadPicture(const std::string& directory, const PlotFigure& figure)
{
    return ReadAll(fs::path(directory) / (figure.file + ".svg"));
}

} // namespace ns3
