/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef JSON_DOCUMENT_H
#define JSON_DOCUMENT_H

#include "ns3/data-rate.h"
#include "ns3/input-error.h"
#include "ns3/nstime.h"
#include "ns3/queue-size.h"

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3
{

class JsonDocument;

/**
 * @ingroup synthetic-traffic
 * A value of a JSON document, or the place where one is missing.
 *
 * Reading checks: what is wrong becomes a problem of the document, and the reader goes on with the
 * fallback, so that a user sees all problems of a file at once. A missing value gives the fallback
 * without a word; Required() has said it already. A cursor is valid while its document lives.
 *
 * @code
 * JsonDocument document("scenario.json");
 * JsonValue root = document.GetRoot();
 * root.AllowKeys({"stop", "seed", "link"});
 * Time stop = root.Required("stop").AsTime();
 * auto seed = root.Optional("seed").AsInteger(1, UINT32_MAX, 1);
 * DataRate rate = root.Required("link").Required("rate").AsDataRate();
 * document.ThrowIfAny();
 * @endcode
 */
class JsonValue
{
  public:
    /// Is there a value?
    explicit operator bool() const;

    /// @return the member of an object; a problem when there is none
    JsonValue Required(std::string_view key) const;
    /// @return the member of an object, or a missing value
    JsonValue Optional(std::string_view key) const;
    /// Every other key of this object is a problem.
    void AllowKeys(const std::vector<std::string>& keys) const;
    /// @return the members of an object, in the order of the file
    std::vector<std::pair<std::string, JsonValue>> GetMembers() const;
    /// @return the items of a list
    std::vector<JsonValue> GetItems() const;

    /// @return whether it is an object
    bool IsObject() const;
    /// @return whether it is an array
    bool IsList() const;
    /// @return whether it is a string
    bool IsString() const;

    /// A string that is not empty.
    std::string AsString(const std::string& fallback = "") const;
    /// A string that is one of a few words.
    std::string AsChoice(const std::vector<std::string>& words,
                         const std::string& fallback = "") const;
    /// A list of strings that are not empty.
    std::vector<std::string> AsStrings() const;
    /// The name of a file, where a relative one starts from the folder of the document's files.
    std::string AsPath() const;
    /**
     * The name of a folder, where a relative one starts from the folder of the document, and one
     * that begins with `$NAME` from what the environment variable NAME says.
     */
    std::string AsFolder() const;
    /// @param fallback where the key is absent @return true or false; anything else is a problem
    bool AsBool(bool fallback = false) const;
    /// A number from minimum to maximum, both included; infinity is no bound.
    double AsNumber(double minimum, double maximum, double fallback = 0) const;
    /// A whole number from minimum to maximum, both included.
    int64_t AsInteger(int64_t minimum, int64_t maximum, int64_t fallback = 0) const;
    /// A string such as "10ms" (see ParseTime).
    Time AsTime(Time fallback = Time()) const;
    /// A string such as "50Mbps" (see ParseDataRate).
    DataRate AsDataRate(DataRate fallback = DataRate()) const;
    /// A string such as "100p" (see ParseQueueSize).
    QueueSize AsQueueSize(QueueSize fallback = QueueSize()) const;
    /// A whole number, or a string such as "10KiB" (see ParseBytes).
    uint64_t AsBytes(uint64_t fallback = 0) const;

    /**
     * Report a problem with this value: "file:line: path: what (expected)".
     * @param what is wrong
     * @param expected instead
     */
    void Refuse(const std::string& what, const std::string& expected = "") const;

    /// Take over the problems of what this value names, such as a file.
    void Add(const InputError& error) const;

    /// @return where the value stands in the document: "network.bottleneck.rate"; "" at the root
    std::string GetPath() const;
    /// @return its line, from 1; 0 when it is missing or was overridden
    int GetLine() const;
    /// @return the name of the document's file
    const std::string& GetFile() const;
    /// @return the value as JSON, on one line; "" when it is missing
    std::string ToJson() const;
    /// @return the value on one line, and not too long: for messages
    std::string Quote() const;

  private:
    friend class JsonDocument;

    JsonValue(JsonDocument* document, const nlohmann::ordered_json* json, std::string pointer);

    /// Is this of the right kind? A wrong kind is reported, once.
    bool Expect(bool isRight, const std::string& kind) const;
    /// @return what a parser makes of the string or number that this must be
    template <typename T>
    T Parse(T (*parser)(std::string_view), const T& fallback) const;

    JsonDocument* m_document;
    const nlohmann::ordered_json* m_json; //!< nullptr: missing
    std::string m_pointer;                //!< JSON pointer (RFC 6901)
};

/**
 * @ingroup synthetic-traffic
 * A JSON file, with the line of every value and the problems found in it.
 */
class JsonDocument
{
  public:
    /**
     * Read a file.
     * @throw InputError when it cannot be read or is not well-formed
     */
    explicit JsonDocument(const std::string& path);

    /**
     * The same for text in memory.
     * @param text JSON
     * @param name stands for the file's name in messages
     */
    static JsonDocument FromText(std::string_view text, const std::string& name);

    ~JsonDocument();
    JsonDocument(const JsonDocument&) = delete;
    JsonDocument& operator=(const JsonDocument&) = delete;

    /**
     * Set a value before the document is checked: "applications.1.users=404". The value is JSON,
     * or else taken as a string. Cursors that were taken before are void.
     * @param assignment PATH=VALUE; the path has dots between keys and list indices
     * @throw InputError against the "command line" when the path leads nowhere
     */
    void Override(std::string_view assignment);

    /// @return the outermost value
    JsonValue GetRoot();
    /// Let relative names of files start from here, instead of from the folder of the document.
    void SetFolder(const std::string& folder);
    /// @return the name of the file
    const std::string& GetFile() const;
    /// Report a problem; JsonValue::Refuse() is the usual way.
    void Add(const InputError& error);
    /// @throw InputError with all problems found so far, if any
    void ThrowIfAny() const;

  private:
    friend class JsonValue;
    class Builder;

    JsonDocument(std::string_view text, const std::string& name);

    /// Add a problem with the value at a JSON pointer.
    void Report(const std::string& pointer, const std::string& what, const std::string& expected);
    /// Was this value, or one around it, set by Override()?
    bool IsOverridden(const std::string& pointer) const;

    std::string m_file;
    std::string m_folder; //!< that relative names of files start from
    InputProblems m_problems;
    std::unique_ptr<nlohmann::ordered_json> m_root;
    std::unordered_map<std::string, int> m_lines; //!< by JSON pointer
    std::vector<std::string> m_overridden;        //!< JSON pointers
    std::set<std::string> m_wrongKinds;           //!< JSON pointers reported by Expect()
};

} // namespace ns3

#endif // JSON_DOCUMENT_H
