-- Prints as JSON what Neovim's own client (0.7 or later) shows of the Dockerfile that is open. neovim.test.ts runs it.
local server = vim.fn.json_decode(vim.env.LAYERWISE_SERVER)
local places = vim.fn.json_decode(vim.env.LAYERWISE_PLACES)

local function finish(result)
  io.stdout:write(vim.fn.json_encode(result))
  vim.cmd('qall!')
end

local function main()
  vim.bo.filetype = 'dockerfile'
  local client_id = vim.lsp.start_client({
    name = 'layerwise',
    cmd = server,
    root_dir = vim.fn.getcwd(),
    init_options = { stateDirectory = vim.fn.getcwd() .. '/state', cacheDirectory = vim.NIL },
  })
  vim.lsp.buf_attach_client(0, client_id)
  local document = { uri = vim.uri_from_bufnr(0) }

  local function ask(method, params)
    local answers = vim.lsp.buf_request_sync(0, method, params, 10000)
    local answer = answers and answers[client_id]
    if answer and answer.err then return finish({ error = answer.err.message }) end
    return answer and answer.result
  end

  vim.wait(10000, function() return vim.lsp.get_client_by_id(client_id).initialized end, 20)
  local opened = vim.wait(20000, function()
    local image = ask('layerwise/image', document)
    return image and image.state == 'open'
  end, 100)
  if not opened then return finish({ error = 'the image was not opened' }) end
  vim.wait(10000, function() return #vim.diagnostic.get(0) > 0 end, 50)

  local hovers = {}
  for _, place in ipairs(places) do
    local params = { textDocument = document, position = { line = place[1], character = place[2] } }
    table.insert(hovers, ask('textDocument/hover', params).contents.value)
  end

  -- As a user would: the lenses that Neovim keeps and shows, and the diagnostics in its list.
  vim.lsp.codelens.refresh()
  vim.wait(10000, function() return #vim.lsp.codelens.get(0) > 0 end, 50)
  local lenses = {}
  for _, lens in ipairs(vim.lsp.codelens.get(0)) do
    table.insert(lenses, { line = lens.range.start.line, title = lens.command.title })
  end
  local diagnostics = {}
  for _, found in ipairs(vim.diagnostic.get(0)) do
    table.insert(diagnostics, { line = found.lnum, message = found.message, code = found.code })
  end
  finish({ lenses = lenses, hovers = hovers, diagnostics = diagnostics })
end

local fine, problem = pcall(main)
if not fine then finish({ error = tostring(problem) }) end
