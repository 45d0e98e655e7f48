/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_TRACE_H
#define FLOW_TRACE_H

#include "ns3/ipv4-address.h"

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A trace of flows and key-value requests, as cs145-projects-tools (Harvard CS145) writes and plays
 * it. Times are whole microseconds from the start of the experiment.
 *
 * Its text has a line of key-value servers, `NAME ADDRESS` each with a blank behind it, and then a
 * line for each event:
 *
 *     HOST TIME 0 KEY VALUE                        store a value
 *     HOST TIME 1 KEY                              ask for one
 *     HOST TIME 2 ADDRESS DURATION ON GAP          a flow
 *     HOST TIME 3 ADDRESS BYTES DURATION ON GAP    a flow of so many bytes, ours
 *
 * The original's player passes over lines of kind 3. FlowTraceReader reads such text.
 */
class FlowTrace
{
  public:
    /// Whose layout a text has.
    enum class Variant
    {
        CURRENT, //!< as above
        /**
         * That of 2021: seconds with six decimals, a first line of addresses only, flows
         * `HOST TIME 2 ADDRESS DURATION` without flowlets, keys and values one word each.
         */
        SECONDS_2021
    };

    /// A host that the trace names.
    struct Host
    {
        std::string name;                   //!< or its address, when no name is known
        std::optional<Ipv4Address> address; //!< none when no event goes there
        int line{0};                        //!< of its first mention; 0 when it was generated
    };

    /// A flow; times are in microseconds.
    struct Flow
    {
        int64_t time;         //!< of its start
        uint32_t host;        //!< who sends
        uint32_t destination; //!< whom to
        int64_t duration;     //!< 0 with bytes: no limit
        int64_t on;           //!< how long it sends; 0: all the time
        int64_t gap;          //!< how long it is silent before it sends again
        uint64_t bytes;       //!< to send; 0: as many as the duration allows
    };

    /// A key-value request.
    struct Request
    {
        int64_t time;       //!< microseconds
        uint32_t host;      //!< who asks
        uint32_t keySize;   //!< in bytes
        uint64_t text;      //!< where the key stands, and the value behind it
        uint32_t valueSize; //!< in bytes
        bool isGet;         //!< else a set
    };

    /// @return the place of a host in GetHosts(), a new one if there is none of this name
    uint32_t AddHost(const std::string& name,
                     std::optional<Ipv4Address> address = std::nullopt,
                     int line = 0);
    /// Name a host in the first line. @param host has an address
    void AddServer(uint32_t host);
    /// @param flow its hosts are there
    void AddFlow(const Flow& flow);
    /// @param time in microseconds @param host who asks @param key,value bytes without blanks
    void AddSet(int64_t time, uint32_t host, std::string_view key, std::string_view value);
    /// @param time in microseconds @param host who asks @param key bytes without blanks
    void AddGet(int64_t time, uint32_t host, std::string_view key);
    /// Make room for so many events.
    void Reserve(std::size_t flows, std::size_t requests);
    /// Order flows and requests by time, what has the same time stays as it is; and note whose they
    /// are.
    void Sort();
    /// Say where it was read from, for messages.
    void SetFile(const std::string& file);
    /// @return "" for none
    const std::string& GetFile() const;

    /// @return all hosts that lines name
    const std::vector<Host>& GetHosts() const;
    /// @return its index among the hosts; none: no line names it
    std::optional<uint32_t> FindHost(const std::string& name) const;
    /// Hosts of the first line: those that have a key-value server.
    const std::vector<uint32_t>& GetServers() const;
    /// @return in order of time after Sort()
    const std::vector<Flow>& GetFlows() const;
    /// @return in order of time after Sort()
    const std::vector<Request>& GetRequests() const;

    /// Places in GetFlows(), or in GetRequests(), of what one host does, in order of time.
    struct Places
    {
        const uint32_t* first; //!< index of the first one
        const uint32_t* last;  //!< behind the last one

        /// @return for range-based loops
        const uint32_t* begin() const
        {
            return first;
        }

        /// @return for range-based loops
        const uint32_t* end() const
        {
            return last;
        }
    };

    /// Flows that a host sends. Call Sort() before.
    Places GetFlowsOf(uint32_t host) const;
    /// Requests that a host makes. Call Sort() before.
    Places GetRequestsOf(uint32_t host) const;
    /// @return valid as long as the trace
    std::string_view GetKey(const Request& request) const;
    /// @return valid as long as the trace; "" for a get
    std::string_view GetValue(const Request& request) const;

    /**
     * When the last event is over at best. What the original calls the duration of traffic is 10 s
     * more.
     * @param rate in bit/s at which flows send their bytes while a flowlet lasts
     * @param writeSize bytes of a write; each flowlet has one at least
     * @return microseconds
     */
    int64_t GetEnd(double rate = 1e6, uint32_t writeSize = 1400) const;
    /// The longest silence within a flow. Call Sort() before.
    int64_t GetLongestGap() const;

    /**
     * Write the text: flows and requests merged by time, in the order that they have here. A
     * request goes before a flow only where it is earlier.
     * @throw std::invalid_argument for what the variant cannot say
     */
    void Write(std::ostream& stream, Variant variant = Variant::CURRENT) const;

  private:
    /// Which events belong to which host: those of host h stand from begins[h] on.
    struct Index
    {
        std::vector<uint32_t> begins;
        std::vector<uint32_t> places;

        Places Of(uint32_t host) const;
    };

    template <typename Event>
    Index MakeIndex(const std::vector<Event>& events) const;
    void AddRequest(const Request& request, std::string_view key, std::string_view value);

    std::vector<Host> m_hosts;
    std::unordered_map<std::string, uint32_t> m_places; //!< by name
    std::vector<uint32_t> m_servers;
    std::vector<Flow> m_flows;
    std::vector<Request> m_requests;
    std::string m_text; //!< keys and values
    Index m_flowIndex;
    Index m_requestIndex;
    int64_t m_longestGap{0};
    std::string m_file;
};

} // namespace ns3

#endif // FLOW_TRACE_H
