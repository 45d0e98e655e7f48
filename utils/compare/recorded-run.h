/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RECORDED_RUN_H
#define RECORDED_RUN_H

#include "ns3/input-error.h"
#include "ns3/transfer-record.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * One transfer of a run, simulated or real: what a TransferRecord says, as far as the run's files
 * tell.
 *
 * It is plain data, as there may be millions: times are whole nanoseconds, not Time, which ns-3
 * keeps track of until a simulation runs; texts belong to the RecordedRun.
 */
struct RecordedTransfer
{
    std::string_view system; //!< tgen, gensyn, poisson, flow-group, iperf3
    std::string_view kind;   //!< the system's own word: stream, flow, get, ...
    std::string_view client;
    std::string_view server;
    std::string_view
        label; //!< what the user calls this kind of transfer; empty where nothing tells
    std::string_view error;                 //!< empty, or a short code
    std::optional<uint64_t> requestedBytes; //!< both directions together; none when open-ended
    uint64_t sentBytes{0};                  //!< payload, as the client sees it
    uint64_t receivedBytes{0};
    int64_t start{0};                 //!< ns: the application decided to start
    std::optional<int64_t> request;   //!< ns: the request was handed to an open connection
    std::optional<int64_t> firstByte; //!< ns: first payload byte received
    std::optional<int64_t> lastByte;  //!< ns: last payload byte received
    int64_t end{0};                   //!< ns: success, failure, or the end of the run
    std::optional<double> goodput;    //!< bit/s, where the tool counted it itself
    TransferRecord::Status status{TransferRecord::SUCCESS};
    bool isStartKnown{true}; //!< durations may be counted from the start
    bool isEndKnown{true};   //!< there are durations at all
    bool isPlaced{true};     //!< times are those of the run; else they begin at 0
    bool isOrdered{true};    //!< its start is known, or it is listed in the order of starts
};

/**
 * What the files of one run say.
 */
class RecordedRun
{
  public:
    RecordedRun() = default;
    RecordedRun(RecordedRun&&) = default;
    RecordedRun& operator=(RecordedRun&&) = default;
    // Transfers refer to texts.
    RecordedRun(const RecordedRun&) = delete;
    RecordedRun& operator=(const RecordedRun&) = delete;

    /// @return the same text, which lives as long as this run
    std::string_view Keep(std::string_view text);

    std::string name; //!< as the user wrote it
    std::vector<RecordedTransfer> transfers;
    std::vector<std::string> files;     //!< that transfers were read from
    std::vector<InputProblem> warnings; //!< what could not be used

  private:
    std::unordered_map<std::string_view, std::unique_ptr<std::string>> m_texts;
    std::string_view m_last; //!< texts come in rows
};

} // namespace ns3

#endif // RECORDED_RUN_H
