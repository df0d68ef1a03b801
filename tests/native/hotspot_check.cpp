// Compares exported heatmaps with a reference computed straight from the CSV tables:
//   hotspot_check ADSERP_DIR PICTURE_DIR SESSIONS
// PICTURE_DIR holds, for each of the first SESSIONS sessions, <session>.hot.png (moves, ramp viridis, opacity
// 1) and <session>.base.png (opacity 0). The reference shares no code with the model: plain doubles, every
// sample's Gaussian summed at the centres of the picture's pixels. The export's hottest pixel must lie within
// kMaxDistancePx of the reference's.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "base/image.h"

namespace {

using isotherm::Image;

constexpr double kRadiusPx = 40, kSigmaPx = kRadiusPx / 2;  // page px
constexpr double kMaxDistancePx = 2;
constexpr int kEnd[3] = {253, 231, 37};  // the end of viridis, from its published table

struct Sample {
  double time_ms, x, y;
};
struct Session {
  std::string id;
  double duration_ms, css_width, css_height;
};
struct Spot {
  double x = 0, y = 0;
};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields;
  std::stringstream stream(line);
  for (std::string field; std::getline(stream, field, ',');)
    fields.push_back(field);
  return fields;
}

Image read_image(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  auto image = isotherm::decode_image({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
  if (!image) std::printf("%s: %s\n", path.c_str(), image.error().to_string().c_str());
  return image ? *image : Image();
}

// Dwell-weighted Gaussians at pixel centres, to 5 sigma; the largest sum.
Spot reference_spot(const std::vector<Sample>& samples, const Session& session, int width, int height) {
  const double scale_x = width / session.css_width, scale_y = height / session.css_height;
  std::vector<double> density(static_cast<size_t>(width) * height);
  for (size_t i = 0; i < samples.size(); ++i) {
    const double until = i + 1 < samples.size() ? samples[i + 1].time_ms : session.duration_ms;
    const double weight = std::clamp(until - samples[i].time_ms, 0.0, 1000.0);
    const double reach = 5 * kSigmaPx;
    const int x0 = std::max(0, static_cast<int>((samples[i].x - reach) * scale_x)),
              x1 = std::min(width, static_cast<int>((samples[i].x + reach) * scale_x) + 1);
    const int y0 = std::max(0, static_cast<int>((samples[i].y - reach) * scale_y)),
              y1 = std::min(height, static_cast<int>((samples[i].y + reach) * scale_y) + 1);
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        const double dx = (x + 0.5) / scale_x - samples[i].x, dy = (y + 0.5) / scale_y - samples[i].y;
        density[static_cast<size_t>(y) * width + x] +=
            weight * std::exp(-(dx * dx + dy * dy) / (2 * kSigmaPx * kSigmaPx));
      }
    }
  }
  const auto best = static_cast<size_t>(std::max_element(density.begin(), density.end()) - density.begin());
  return {static_cast<double>(best % static_cast<size_t>(width)),
          static_cast<double>(best / static_cast<size_t>(width))};
}

// Of the pixels that the layer changed, those closest to the ramp's end; their middle.
Spot hottest_spot(const Image& hot, const Image& base) {
  int best = 1 << 30;
  double x_sum = 0, y_sum = 0, count = 0;
  for (int y = 0; y < hot.height; ++y) {
    for (int x = 0; x < hot.width; ++x) {
      const auto pixel = hot.at(x, y);
      if (pixel == base.at(x, y)) continue;
      const int distance =
          std::abs(pixel.r - kEnd[0]) + std::abs(pixel.g - kEnd[1]) + std::abs(pixel.b - kEnd[2]);
      if (distance > best) continue;
      if (distance < best) x_sum = y_sum = count = 0, best = distance;
      x_sum += x, y_sum += y, count += 1;
    }
  }
  return {x_sum / count, y_sum / count};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::string data = argv[1], pictures = argv[2];
  std::map<std::string, std::vector<Sample>> samples;
  std::vector<Session> sessions;
  std::string line;
  std::ifstream events(data + "/events.csv"), table(data + "/sessions.csv");
  for (std::getline(events, line); std::getline(events, line);) {
    const auto f = split(line);
    if (f[2] == "move") samples[f[0]].push_back({std::stod(f[1]), std::stod(f[3]), std::stod(f[4])});
  }
  for (std::getline(table, line); std::getline(table, line);) {
    const auto f = split(line);
    sessions.push_back({f[0], std::stod(f[3]), std::stod(f[9]), std::stod(f[10])});
  }
  const size_t wanted_sessions = std::stoul(argv[3]);
  if (sessions.size() < wanted_sessions) return 1;
  sessions.resize(wanted_sessions);
  double worst = 0;
  int failed = 0;
  for (const Session& session : sessions) {
    const Image hot = read_image(pictures + "/" + session.id + ".hot.png"),
                base = read_image(pictures + "/" + session.id + ".base.png");
    if (hot.empty() || base.empty() || hot.width != base.width || hot.height != base.height) return 1;
    const Spot found = hottest_spot(hot, base),
               wanted = reference_spot(samples[session.id], session, hot.width, hot.height);
    const double distance = std::hypot(found.x - wanted.x, found.y - wanted.y);
    worst = std::max(worst, std::isnan(distance) ? 1e9 : distance);
    if (distance <= kMaxDistancePx) continue;
    ++failed;
    std::printf("%s: hottest at %.1f, %.1f; the table says %.0f, %.0f (%.1f px away)\n", session.id.c_str(),
                found.x, found.y, wanted.x, wanted.y, distance);
  }
  std::printf("%zu sessions, largest distance %.2f px, %d beyond %.0f px\n", sessions.size(), worst, failed,
              kMaxDistancePx);
  return failed == 0 && !sessions.empty() ? 0 : 1;
}
