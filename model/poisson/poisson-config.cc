/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-config.h"

#include "ns3/input-error.h"
#include "ns3/nearest-name.h"
#include "ns3/published-sizes.h"
#include "ns3/size-distribution-reader.h"
#include "ns3/text-file.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <utility>

namespace ns3
{

namespace
{

using Dialect = PoissonConfig::Dialect;
using Sampling = SizeDistribution::Sampling;

/// The characters that may open a config: a key, or a comment.
constexpr const char* OPENINGS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_#";

/// @return a whole number up to a maximum, or none
std::optional<uint32_t>
ParseWhole(const std::string& text, uint64_t maximum)
{
    constexpr std::size_t MAX_DIGITS = 18;
    if (text.empty() || text.size() > MAX_DIGITS ||
        text.find_first_not_of("0123456789") != std::string::npos)
    {
        return std::nullopt;
    }
    const uint64_t number = std::stoull(text);
    return number <= maximum ? std::optional(static_cast<uint32_t>(number)) : std::nullopt;
}

/// @return a rate in whole Mbit/s that is written as "500Mbps", or none
std::optional<uint32_t>
ParseMbps(const std::string& text)
{
    constexpr std::string_view UNIT = "Mbps";
    const auto digits = text.size() - std::min(text.size(), UNIT.size());
    return text.substr(digits) == UNIT ? ParseWhole(text.substr(0, digits), UINT32_MAX)
                                       : std::nullopt;
}

/// A line that has words.
struct Line
{
    int number;
    std::vector<std::string> words;
};

/// Reads the text files of both tools.
class TextReader
{
  public:
    TextReader(std::string_view text, const std::string& name);

    std::shared_ptr<const PoissonConfig> Read(std::optional<Dialect> dialect);

  private:
    /// A weighted list on its way, and the line that it begins in.
    struct Choice
    {
        int line{0};
        std::vector<WeightedChoice::Entry> entries;
    };

    bool LooksLikeHkust() const;
    void ReadLine(const Line& line);
    void ReadServer(const Line& line);
    /// @param parse what makes a value of the second word, or none
    template <typename Parser>
    void ReadChoice(const Line& line, Choice& choice, const std::string& expected, Parser parse);
    void ReadUnusedDscp(const Line& line);
    void ReadPath(const Line& line);
    void LoadSizes();
    void Finish(Choice& choice, WeightedChoice& result);
    void Warn(int line, const std::string& what);

    std::string m_name;
    InputProblems m_problems;
    std::vector<Line> m_lines;
    std::vector<int> m_blankLines;
    Dialect m_dialect{Dialect::PYTHON};
    bool m_hasServer{false}; //!< right or wrong
    std::string m_path;      //!< of the size distribution
    int m_pathLine{0};
    Choice m_dscp;
    Choice m_rates;
    Choice m_fanouts;
    std::shared_ptr<PoissonConfig> m_config{std::make_shared<PoissonConfig>()};
};

TextReader::TextReader(std::string_view text, const std::string& name)
    : m_name(name),
      m_problems(name)
{
    m_config->file = name;
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();)
    {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        Line split{++number, {}};
        constexpr std::string_view BLANKS = " \t\r\v\f";
        const bool isBlank = line.find_first_not_of(BLANKS) == std::string_view::npos;
        for (std::size_t from = line.find_first_not_of(BLANKS);
             from < line.size() && line[from] != '#';)
        {
            const std::size_t to = std::min(line.find_first_of(BLANKS, from), line.size());
            split.words.emplace_back(line.substr(from, to - from));
            from = line.find_first_not_of(BLANKS, to);
        }
        if (isBlank)
        {
            m_blankLines.push_back(number);
        }
        else if (!split.words.empty())
        {
            m_lines.push_back(std::move(split));
        }
    }
}

bool
TextReader::LooksLikeHkust() const
{
    return std::any_of(m_lines.begin(), m_lines.end(), [](const Line& line) {
        const auto& key = line.words.front();
        return key == "rate" || key == "fanout" || (key == "dscp" && line.words.size() > 2);
    });
}

std::shared_ptr<const PoissonConfig>
TextReader::Read(std::optional<Dialect> dialect)
{
    m_dialect = dialect.value_or(LooksLikeHkust() ? Dialect::HKUST : Dialect::PYTHON);
    m_config->dialect = m_dialect;
    if (m_dialect == Dialect::HKUST)
    {
        for (const int line : m_blankLines)
        {
            m_problems.Add(line,
                           "this line is blank, and HKUST's tool would read the line before it "
                           "once more",
                           "no blank lines");
        }
    }
    else
    {
        m_config->serverChoice = PoissonConfig::ServerChoice::ROUND_ROBIN;
        for (auto& line : m_lines)
        {
            auto& key = line.words.front();
            std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) {
                return std::tolower(c);
            });
        }
    }
    for (const auto& line : m_lines)
    {
        ReadLine(line);
    }
    if (!m_hasServer)
    {
        m_problems.Add(0,
                       "there is no server",
                       "expected at least one line \"server ADDRESS PORT\"");
    }
    if (m_pathLine == 0)
    {
        m_problems.Add(0,
                       "there is no flow-size distribution",
                       "expected a line \"req_size_dist PATH\"");
    }
    else if (!m_path.empty())
    {
        LoadSizes();
    }
    m_config->isIncast = !m_fanouts.entries.empty();
    Finish(m_dscp, m_config->dscp);
    Finish(m_rates, m_config->rates);
    Finish(m_fanouts, m_config->fanouts);
    m_problems.ThrowIfAny();
    return m_config;
}

void
TextReader::ReadLine(const Line& line)
{
    static const std::vector<std::string> hkustKeys{"server",
                                                    "req_size_dist",
                                                    "dscp",
                                                    "rate",
                                                    "fanout"};
    static const std::vector<std::string> pythonKeys{"server",
                                                     "req_size_dist",
                                                     "dscp",
                                                     "client_path"};
    const bool isHkust = m_dialect == Dialect::HKUST;
    const auto& key = line.words.front();
    if (key == "server")
    {
        m_hasServer = true;
        ReadServer(line);
    }
    else if (key == "req_size_dist")
    {
        ReadPath(line);
    }
    else if (isHkust && key == "dscp")
    {
        ReadChoice(line, m_dscp, "\"dscp VALUE WEIGHT\" with a value from 0 to 63", [](auto& word) {
            return ParseWhole(word, 63);
        });
    }
    else if (isHkust && key == "rate")
    {
        ReadChoice(line, m_rates, "\"rate NMbps WEIGHT\", such as \"rate 500Mbps 30\"", ParseMbps);
    }
    else if (isHkust && key == "fanout")
    {
        ReadChoice(line,
                   m_fanouts,
                   "\"fanout N WEIGHT\" with N from 1 to " +
                       std::to_string(PoissonConfig::MAX_FANOUT),
                   [](auto& word) {
                       const auto fanout = ParseWhole(word, PoissonConfig::MAX_FANOUT);
                       return fanout == 0U ? std::nullopt : fanout;
                   });
    }
    else if (key == "dscp")
    {
        ReadUnusedDscp(line);
    }
    else if (isHkust || key != "client_path")
    {
        const auto& keys = isHkust ? hkustKeys : pythonKeys;
        Warn(line.number,
             "unknown key " + QuoteInput(key) + SuggestName(key, keys) +
                 " (one of: " + JoinNames(keys) + ")");
    }
}

void
TextReader::ReadServer(const Line& line)
{
    const auto& words = line.words;
    const auto port = words.size() > 2 ? ParseWhole(words[2], UINT16_MAX) : std::nullopt;
    if (!port || *port == 0)
    {
        m_problems.Add(line.number,
                       words.size() > 2 ? QuoteInput(words[2]) + " is not a port"
                                        : "this server has no port",
                       "\"server ADDRESS PORT\" with a port from 1 to 65535");
        return;
    }
    m_config->servers.push_back({words[1], static_cast<uint16_t>(*port), 1, line.number});
}

template <typename Parser>
void
TextReader::ReadChoice(const Line& line, Choice& choice, const std::string& expected, Parser parse)
{
    choice.line = choice.line == 0 ? line.number : choice.line;
    const auto& words = line.words;
    if (words.size() != 3)
    {
        m_problems.Add(line.number,
                       words.size() < 3 ? "the weight is missing" : "there are too many words",
                       expected);
        return;
    }
    const std::optional<uint32_t> value = parse(words[1]);
    const auto weight = ParseWhole(words[2], WeightedChoice::MAX_TOTAL);
    if (!value)
    {
        m_problems.Add(line.number,
                       QuoteInput(words[1]) + " is not a " + words[0] + " value",
                       expected);
    }
    if (!weight)
    {
        m_problems.Add(line.number,
                       QuoteInput(words[2]) + " is not a weight",
                       "a whole number from 0 to " + std::to_string(WeightedChoice::MAX_TOTAL));
    }
    choice.entries.push_back({value.value_or(0), weight.value_or(1)});
}

void
TextReader::ReadUnusedDscp(const Line& line)
{
    if (line.words.size() < 2 || !ParseWhole(line.words[1], 63))
    {
        m_problems.Add(line.number, "this is not a DSCP", "\"dscp N\" with N from 0 to 63");
    }
}

void
TextReader::ReadPath(const Line& line)
{
    const auto& words = line.words;
    if (m_pathLine != 0 && m_dialect == Dialect::HKUST)
    {
        m_problems.Add(line.number,
                       "there is a second flow-size distribution",
                       "exactly one req_size_dist; the first is in line " +
                           std::to_string(m_pathLine));
        return;
    }
    if (m_pathLine != 0)
    {
        Warn(line.number,
             "this flow-size distribution takes the place of that in line " +
                 std::to_string(m_pathLine));
    }
    m_pathLine = line.number;
    m_path.clear();
    if (words.size() < 2)
    {
        m_problems.Add(line.number, "the path is missing", "\"req_size_dist PATH\"");
        return;
    }
    m_path = words[1];
    for (std::size_t i = 2; i < words.size() && m_dialect == Dialect::PYTHON; ++i)
    {
        m_path += ' ' + words[i];
    }
}

void
TextReader::LoadSizes()
{
    const auto sampling = m_dialect == Dialect::HKUST ? Sampling::LINEAR : Sampling::STEP;
    const auto beside = std::filesystem::path(m_name).parent_path() / m_path;
    for (const auto& path : {beside, std::filesystem::path(m_path)})
    {
        std::error_code error;
        if (std::filesystem::exists(path, error))
        {
            try
            {
                m_config->sizes = LoadSizeDistribution(path.string(), sampling);
            }
            catch (const InputError& problems)
            {
                m_problems.Add(problems);
            }
            return;
        }
    }
    auto published = FindPublishedSizes(m_path);
    if (!published && (published = FindPublishedSizesByFile(m_path)))
    {
        Warn(m_pathLine,
             "there is no file " + QuoteInput(m_path) + ": the published distribution " +
                 published->GetName() + ", which tools ship under this name, stands in");
    }
    if (published)
    {
        m_config->sizes = published->WithSampling(sampling);
        return;
    }
    m_problems.Add(m_pathLine,
                   "there is no file " + QuoteInput(m_path),
                   "a path from this file or from the working directory, or one of: " +
                       JoinNames(GetPublishedSizes()));
}

void
TextReader::Finish(Choice& choice, WeightedChoice& result)
{
    if (choice.entries.empty())
    {
        return;
    }
    try
    {
        result = WeightedChoice(std::move(choice.entries));
    }
    catch (const ValueError& error)
    {
        m_problems.Add(choice.line, error.what(), error.GetExpected());
    }
}

void
TextReader::Warn(int line, const std::string& what)
{
    m_config->warnings.push_back(InputProblem{m_name, line, what, ""}.ToString());
}

/// Reads the keys of a scenario's entry.
class EntryReader
{
  public:
    explicit EntryReader(const JsonValue& entry)
        : m_entry(entry)
    {
    }

    std::shared_ptr<const PoissonConfig> Read();

  private:
    void ReadServers();
    PoissonConfig::Server ReadServer(const JsonValue& json) const;
    template <typename Parser>
    WeightedChoice ReadChoice(const char* key, uint32_t fallback, Parser parse) const;
    void CheckServers() const;

    const JsonValue m_entry;
    std::shared_ptr<PoissonConfig> m_config{std::make_shared<PoissonConfig>()};
};

/// @return the weight of an item that may have one
uint32_t
ReadWeight(const JsonValue& json)
{
    return static_cast<uint32_t>(json.AsInteger(0, WeightedChoice::MAX_TOTAL, 1));
}

/// @return a rate in whole Mbit/s
uint32_t
ReadRate(const JsonValue& json)
{
    constexpr uint64_t MEGABIT = 1'000'000;
    const auto written = json.Quote();
    if (written == "0" || written == "\"0Mbps\"") // as HKUST's configs have it
    {
        return 0;
    }
    if (!json.IsString())
    {
        json.Refuse(written + " is not a rate", "one such as \"500Mbps\", or 0 for no limit");
        return 0;
    }
    const uint64_t bits = json.AsDataRate(DataRate(MEGABIT)).GetBitRate();
    if (bits % MEGABIT != 0 || bits / MEGABIT > UINT32_MAX)
    {
        json.Refuse(json.Quote() + " is not a rate in whole Mbit/s",
                    "one such as \"500Mbps\", or 0 for no limit");
    }
    return static_cast<uint32_t>(bits / MEGABIT);
}

std::shared_ptr<const PoissonConfig>
EntryReader::Read()
{
    ReadServers();
    m_config->file = m_entry.GetFile();
    m_config->line = m_entry.GetLine();
    m_config->sizes = Distribution::Read(m_entry.Required("sizes"), Distribution::Quantity::BYTES);
    m_config->dscp = ReadChoice("dscp", 0, [](const JsonValue& json) {
        return static_cast<uint32_t>(json.AsInteger(0, 63));
    });
    m_config->rates = ReadChoice("rates", 0, ReadRate);
    m_config->isIncast = static_cast<bool>(m_entry.Optional("fanouts"));
    m_config->fanouts = ReadChoice("fanouts", 1, [](const JsonValue& json) {
        return static_cast<uint32_t>(json.AsInteger(1, PoissonConfig::MAX_FANOUT, 1));
    });
    if (m_entry.Optional("serverChoice").AsChoice({"random", "round-robin"}) == "round-robin")
    {
        m_config->serverChoice = PoissonConfig::ServerChoice::ROUND_ROBIN;
    }
    m_config->distinctServers = m_entry.Optional("distinctServers").AsBool();
    CheckServers();
    return m_config;
}

void
EntryReader::ReadServers()
{
    const auto servers = m_entry.Required("servers");
    if (servers.IsString())
    {
        const auto others = ReadServer(servers);
        if (others.host != "others")
        {
            servers.Refuse(servers.Quote() + " is not a list of servers",
                           "a list, or \"others\" for all other hosts of this entry");
        }
        m_config->serversAreOtherHosts = true;
        m_config->otherHostsPort = others.port;
        return;
    }
    std::vector<WeightedChoice::Entry> weights;
    for (const auto& item : servers.GetItems())
    {
        m_config->servers.push_back(ReadServer(item));
        weights.push_back({0, m_config->servers.back().weight});
    }
    if (!servers.IsList())
    {
        return;
    }
    try
    {
        WeightedChoice check(std::move(weights));
    }
    catch (const ValueError& error)
    {
        servers.Refuse(error.what(), error.GetExpected());
    }
}

PoissonConfig::Server
EntryReader::ReadServer(const JsonValue& json) const
{
    PoissonConfig::Server server{"", PoissonConfig::DEFAULT_PORT, 1, json.GetLine()};
    if (json.IsObject())
    {
        json.AllowKeys({"host", "port", "weight"});
        server.host = json.Required("host").AsString();
        server.port = static_cast<uint16_t>(
            json.Optional("port").AsInteger(1, UINT16_MAX, PoissonConfig::DEFAULT_PORT));
        server.weight = ReadWeight(json.Optional("weight"));
        return server;
    }
    server.host = json.AsString();
    const auto colon = server.host.rfind(':');
    if (colon != std::string::npos)
    {
        const auto port = ParseWhole(server.host.substr(colon + 1), UINT16_MAX);
        if (!port || *port == 0 || colon == 0)
        {
            json.Refuse(json.Quote() + " is not a server", "\"host\" or \"host:port\"");
        }
        server.host.erase(colon);
        server.port = static_cast<uint16_t>(port.value_or(0));
    }
    return server;
}

template <typename Parser>
WeightedChoice
EntryReader::ReadChoice(const char* key, uint32_t fallback, Parser parse) const
{
    const auto json = m_entry.Optional(key);
    if (!json)
    {
        return WeightedChoice(fallback);
    }
    if (!json.IsList())
    {
        return WeightedChoice(parse(json));
    }
    std::vector<WeightedChoice::Entry> entries;
    for (const auto& item : json.GetItems())
    {
        if (item.IsObject())
        {
            item.AllowKeys({"value", "weight"});
            entries.push_back({parse(item.Required("value")), ReadWeight(item.Optional("weight"))});
        }
        else
        {
            entries.push_back({parse(item), 1});
        }
    }
    try
    {
        return WeightedChoice(std::move(entries));
    }
    catch (const ValueError& error)
    {
        json.Refuse(error.what(), error.GetExpected());
        return WeightedChoice(fallback);
    }
}

void
EntryReader::CheckServers() const
{
    const auto& servers = m_config->servers;
    const bool isEqual = std::all_of(servers.begin(), servers.end(), [&](const auto& server) {
        return server.weight == servers.front().weight;
    });
    if (!isEqual && m_config->serverChoice == PoissonConfig::ServerChoice::ROUND_ROBIN)
    {
        m_entry.Optional("serverChoice")
            .Refuse("servers that take turns have no weights", "servers of the same weight");
    }
    if (!m_config->distinctServers || servers.empty())
    {
        return;
    }
    const auto largest = m_config->fanouts.GetLargestValue();
    if (largest > servers.size())
    {
        m_entry.Optional("fanouts").Refuse(
            "a request of " + std::to_string(largest) + " flows has " +
                std::to_string(servers.size()) + " different servers only",
            "a smaller fan-out, more servers, or no \"distinctServers\"");
    }
    if (!isEqual)
    {
        m_entry.Optional("distinctServers")
            .Refuse("different servers are chosen with equal chances",
                    "servers of the same weight");
    }
}

} // namespace

std::string
PoissonConfig::Server::ToString() const
{
    return host + ":" + std::to_string(port);
}

std::shared_ptr<const PoissonConfig>
PoissonConfig::Load(const std::string& path, std::optional<Dialect> dialect)
{
    return Parse(ReadTextFile(path, OPENINGS, "a config of Poisson flows"), path, dialect);
}

std::shared_ptr<const PoissonConfig>
PoissonConfig::Parse(std::string_view text, const std::string& name, std::optional<Dialect> dialect)
{
    return TextReader(text, name).Read(dialect);
}

const std::vector<std::string>&
PoissonConfig::Keys()
{
    static const std::vector<std::string> keys{"config",
                                               "servers",
                                               "sizes",
                                               "dscp",
                                               "rates",
                                               "fanouts",
                                               "serverChoice",
                                               "distinctServers"};
    return keys;
}

std::shared_ptr<const PoissonConfig>
PoissonConfig::Read(const JsonValue& entry, std::optional<Dialect> dialect)
{
    const auto config = entry.Optional("config");
    if (!config)
    {
        return EntryReader(entry).Read();
    }
    for (const auto& key : Keys())
    {
        if (const auto other = entry.Optional(key); other && key != "config")
        {
            other.Refuse("this does not go with \"config\"", "a config, or its keys");
        }
    }
    const auto path = config.AsPath();
    std::error_code error;
    if (path.empty() || !std::filesystem::exists(path, error))
    {
        if (!path.empty())
        {
            config.Refuse("there is no file " + config.Quote(),
                          "expected a config of HKUST's or the Python tool, relative to this file");
        }
        return nullptr;
    }
    try
    {
        return Load(path, dialect);
    }
    catch (const InputError& problems)
    {
        config.Add(problems);
        return nullptr;
    }
}

} // namespace ns3
