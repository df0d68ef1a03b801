# Third-party code: pinned sources in third_party/ (scripts/deps puts them there) and system packages.
# Pinned sources are built for both targets, so that native and wasm write the same bytes.
set(ISOTHERM_IMGUI_DIR ${CMAKE_SOURCE_DIR}/third_party/imgui CACHE PATH "Dear ImGui 1.90.1 sources")
set(ISOTHERM_ZSTD_DIR ${CMAKE_SOURCE_DIR}/third_party/zstd CACHE PATH "zstd sources")
set(ISOTHERM_LIBDEFLATE_DIR ${CMAKE_SOURCE_DIR}/third_party/libdeflate CACHE PATH "libdeflate sources")
set(ISOTHERM_LIBWEBP_DIR ${CMAKE_SOURCE_DIR}/third_party/libwebp CACHE PATH "libwebp sources")
set(ISOTHERM_INCLUDE_DIR ${CMAKE_SOURCE_DIR}/third_party/include CACHE PATH "Holds glm/, stb/ and xxhash.h")
set(ISOTHERM_FONT /usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf CACHE FILEPATH "The font of the pictures and the panel")

foreach(dir ISOTHERM_IMGUI_DIR ISOTHERM_ZSTD_DIR ISOTHERM_LIBDEFLATE_DIR ISOTHERM_LIBWEBP_DIR ISOTHERM_INCLUDE_DIR ISOTHERM_FONT)
  if(NOT EXISTS ${${dir}})
    message(FATAL_ERROR "${dir} is '${${dir}}', which does not exist. Run scripts/deps, or set it to a copy of your own (README, 'Other systems').")
  endif()
endforeach()

# Header-only: glm, stb, xxhash.
add_library(isotherm_headers INTERFACE)
target_include_directories(isotherm_headers SYSTEM INTERFACE ${ISOTHERM_INCLUDE_DIR})
target_compile_definitions(isotherm_headers INTERFACE GLM_FORCE_EXPLICIT_CTOR)

file(GLOB zstd_sources ${ISOTHERM_ZSTD_DIR}/lib/common/*.c ${ISOTHERM_ZSTD_DIR}/lib/compress/*.c ${ISOTHERM_ZSTD_DIR}/lib/decompress/*.c)
add_library(isotherm_zstd STATIC ${zstd_sources})
target_include_directories(isotherm_zstd SYSTEM PUBLIC ${ISOTHERM_ZSTD_DIR}/lib)
target_compile_definitions(isotherm_zstd PRIVATE ZSTD_DISABLE_ASM ZSTD_LEGACY_SUPPORT=0 XXH_NAMESPACE=ZSTD_)

file(GLOB libdeflate_sources ${ISOTHERM_LIBDEFLATE_DIR}/lib/*.c ${ISOTHERM_LIBDEFLATE_DIR}/lib/*/cpu_features.c)
add_library(isotherm_libdeflate STATIC ${libdeflate_sources})
target_include_directories(isotherm_libdeflate SYSTEM PUBLIC ${ISOTHERM_LIBDEFLATE_DIR})

file(GLOB webp_sources ${ISOTHERM_LIBWEBP_DIR}/src/dec/*.c ${ISOTHERM_LIBWEBP_DIR}/src/utils/*.c ${ISOTHERM_LIBWEBP_DIR}/src/dsp/*.c)
list(FILTER webp_sources EXCLUDE REGEX "(_enc|/enc|/cost|ssim|_enc_|quant_levels_utils|bit_writer|huffman_encode)[^/]*\\.c$")
add_library(isotherm_webp STATIC ${webp_sources})
target_include_directories(isotherm_webp SYSTEM PUBLIC ${ISOTHERM_LIBWEBP_DIR}/src PRIVATE ${ISOTHERM_LIBWEBP_DIR})

foreach(library isotherm_zstd isotherm_libdeflate isotherm_webp)
  # -O3 and sanitizers together take the compiler twice as long as -O1 and them (preset asan)
  target_compile_options(${library} PRIVATE -w $<IF:$<CONFIG:Debug>,-O1,-O3> -fno-strict-aliasing)
endforeach()

set(imgui_sources imgui.cpp imgui_draw.cpp imgui_tables.cpp imgui_widgets.cpp)
list(TRANSFORM imgui_sources PREPEND ${ISOTHERM_IMGUI_DIR}/)
add_library(isotherm_imgui STATIC ${imgui_sources})
target_include_directories(isotherm_imgui SYSTEM PUBLIC ${ISOTHERM_IMGUI_DIR})
target_compile_definitions(isotherm_imgui PUBLIC IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_FILE_FUNCTIONS)
target_compile_options(isotherm_imgui PRIVATE -w)

add_library(isotherm_imgui_opengl3 STATIC ${ISOTHERM_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp)
target_link_libraries(isotherm_imgui_opengl3 PUBLIC isotherm_imgui)
target_include_directories(isotherm_imgui_opengl3 SYSTEM PUBLIC ${ISOTHERM_IMGUI_DIR}/backends)
target_compile_options(isotherm_imgui_opengl3 PRIVATE -w)
if(EMSCRIPTEN)
  # Without it the backend takes the browser for ES 2 and leaves vertex arrays alone.
  target_compile_definitions(isotherm_imgui_opengl3 PRIVATE IMGUI_IMPL_OPENGL_ES3)
endif()

# OpenGL through <GLES3/gl3.h> on both targets.
add_library(isotherm_opengl INTERFACE)
if(NOT EMSCRIPTEN)
  find_library(ISOTHERM_LIBOPENGL OpenGL REQUIRED)
  find_library(ISOTHERM_LIBEGL EGL REQUIRED)
  target_link_libraries(isotherm_opengl INTERFACE ${ISOTHERM_LIBOPENGL})
  add_library(isotherm_egl INTERFACE)
  target_link_libraries(isotherm_egl INTERFACE ${ISOTHERM_LIBEGL})

  find_package(simdjson REQUIRED)
  find_package(ZLIB REQUIRED)
  find_package(CLI11 REQUIRED)
  find_package(glfw3 REQUIRED)
  find_package(Threads REQUIRED)

  add_library(isotherm_imgui_glfw STATIC ${ISOTHERM_IMGUI_DIR}/backends/imgui_impl_glfw.cpp)
  target_link_libraries(isotherm_imgui_glfw PUBLIC isotherm_imgui glfw)
  target_include_directories(isotherm_imgui_glfw SYSTEM PUBLIC ${ISOTHERM_IMGUI_DIR}/backends)
  target_compile_options(isotherm_imgui_glfw PRIVATE -w)
endif()
