# Copies FROM to TO when FROM exists and differs.
if(EXISTS ${FROM})
  get_filename_component(directory ${TO} DIRECTORY)
  file(MAKE_DIRECTORY ${directory})
  file(COPY_FILE ${FROM} ${TO} ONLY_IF_DIFFERENT)
endif()
