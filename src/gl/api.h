#pragma once
// The one place where GL comes in: the GLES 3.0 set (also on desktop GL, without a loader), minus what GL 3.3
// core lacks, so that the compiler refuses whatever one of GL 3.3 core, GLES 3.0 and WebGL2 does not have.
#include <GLES3/gl3.h>

#pragma GCC poison glTexStorage2D glTexStorage3D glInvalidateFramebuffer glInvalidateSubFramebuffer
#pragma GCC poison glClearDepthf glDepthRangef glGetInternalformativ glGetShaderPrecisionFormat \
    glReleaseShaderCompiler
#pragma GCC poison glShaderBinary glGetProgramBinary glProgramBinary glProgramParameteri
#pragma GCC poison glBindTransformFeedback glDeleteTransformFeedbacks glGenTransformFeedbacks \
    glIsTransformFeedback
#pragma GCC poison glPauseTransformFeedback glResumeTransformFeedback
