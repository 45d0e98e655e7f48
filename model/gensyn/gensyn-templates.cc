/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-templates.h"

#include <utility>

namespace ns3
{

namespace
{

const char* const COMBINED = R"({
  "name": "combined",
  "description": "A user who fetches files or makes a call, Fig. 10 of the paper. From the paper: the models ftp and voice share their idle state, and the rates out of it are kept. Ours: what those models say is ours. The paper tunes the rates for its mix of TCP and UDP, in a way that is not known: here they are those of ftp and voice.",
  "start": "stationary",
  "states": {
    "idle": {"mean": "1374.803149606s", "to": {"download": 0.763779528, "connect": 0.236220472}},
    "read": {"phases": [{"weight": 0.413033, "mean": "10s"}, {"weight": 0.436002, "mean": "24s"},
                        {"weight": 0.110000, "mean": "100s"}, {"weight": 0.040966, "mean": "420s"}],
             "to": {"download": 0.987, "idle": 0.013}},
    "download": {"module": "ftp", "to": {"read": 1}},
    "connect": {"module": "voip", "to": {"idle": 1}}
  },
  "modules": {
    "ftp": {"sizes": "ftp-154k"},
    "voip": {"packet": 10, "interval": "10ms",
             "duration": {"distribution": "exponential", "mean": "180s"}}
  }
})";

const char* const FTP = R"({
  "name": "ftp",
  "description": "A user who fetches files, Fig. 8 of the paper. From the paper: the states, 1800 s idle, 42.8 s reading with coefficient of variation 2.9 in four branches, files of 154 kbyte on average. Ours: the branches of reading (fitted to those two numbers), 0.987 to go on (from the paper's load at 5320 users), the law of file sizes but its range and mean.",
  "start": "stationary",
  "states": {
    "idle": {"mean": "1800s", "to": {"download": 1}},
    "read": {"phases": [{"weight": 0.413033, "mean": "10s"}, {"weight": 0.436002, "mean": "24s"},
                        {"weight": 0.110000, "mean": "100s"}, {"weight": 0.040966, "mean": "420s"}],
             "to": {"download": 0.987, "idle": 0.013}},
    "download": {"module": "ftp", "to": {"read": 1}}
  },
  "modules": {"ftp": {"sizes": "ftp-154k"}}
})";

const char* const VIDEO = R"({
  "name": "video",
  "description": "A user who watches videos. From the paper: datagrams of 1024 bytes, a frame each 40 ms, 2.7 datagrams a frame on average. Ours: the states and all times, and the frames (the paper plays 19 traces by O. Rose, 1995): two groups of 12 with the frame types in the order I B B P B B P B B P B B.",
  "start": "stationary",
  "states": {
    "idle": {"mean": "3600s", "to": {"watch": 1}},
    "watch": {"module": "mpeg", "to": {"idle": 1}}
  },
  "modules": {
    "mpeg": {"packet": 1024, "period": "40ms",
             "duration": {"distribution": "exponential", "mean": "600s"},
             "trace": [62436, 7692, 6492, 31868, 5892, 12284, 32618, 12784, 5092, 32268, 14684, 15484,
                       71428, 4092, 16234, 29168, 13284, 7692, 31068, 15484, 14084, 20476, 16234, 4592]}
  }
})";

const char* const VOICE = R"({
  "name": "voice",
  "description": "A user of the telephone, Fig. 9 of the paper; one direction of a call. From the paper: the states, calls of 180 s on average, 10 bytes each 10 ms. Ours: 5820 s idle (from the 3 % of users that are active in the paper's measurements), no silence (its means are not known).",
  "start": "stationary",
  "states": {
    "idle": {"mean": "5820s", "to": {"connect": 1}},
    "connect": {"module": "voip", "to": {"idle": 1}}
  },
  "modules": {
    "voip": {"packet": 10, "interval": "10ms",
             "duration": {"distribution": "exponential", "mean": "180s"}}
  }
})";

const char* const WEB = R"({
  "name": "web",
  "description": "A user who browses, Fig. 8 of the paper, which is that of a web or FTP client. From the paper: the states, 1800 s idle, 42.8 s reading with coefficient of variation 2.9, 2500 pages. Ours: the branches of reading, 0.987 to go on, all sizes, six connections at a time, 60 s of patience.",
  "start": "stationary",
  "states": {
    "idle": {"mean": "1800s", "to": {"download": 1}},
    "read": {"phases": [{"weight": 0.413033, "mean": "10s"}, {"weight": 0.436002, "mean": "24s"},
                        {"weight": 0.110000, "mean": "100s"}, {"weight": 0.040966, "mean": "420s"}],
             "to": {"download": 0.987, "idle": 0.013}},
    "download": {"module": "web", "impatience": "60s", "to": {"read": 1}, "abandoned": {"read": 1}}
  },
  "modules": {
    "web": {"parallel": 6,
            "pages": {"count": 2500,
                      "source": {"distribution": "lognormal", "mu": 8.5, "sigma": 1},
                      "objects": {"distribution": "exponential", "mean": 6},
                      "size": {"distribution": "pareto", "scale": 1500, "shape": 1.3, "bound": 1000000}}}
  }
})";

const std::vector<std::pair<const char*, const char*>>&
GetAll()
{
    static const std::vector<std::pair<const char*, const char*>> all{{"combined", COMBINED},
                                                                      {"ftp", FTP},
                                                                      {"video", VIDEO},
                                                                      {"voice", VOICE},
                                                                      {"web", WEB}};
    return all;
}

} // namespace

const std::vector<std::string>&
GetGensynTemplates()
{
    static const auto names = [] {
        std::vector<std::string> list;
        for (const auto& each : GetAll())
        {
            list.emplace_back(each.first);
        }
        return list;
    }();
    return names;
}

const char*
FindGensynTemplate(std::string_view name)
{
    for (const auto& each : GetAll())
    {
        if (each.first == name)
        {
            return each.second;
        }
    }
    return nullptr;
}

} // namespace ns3
